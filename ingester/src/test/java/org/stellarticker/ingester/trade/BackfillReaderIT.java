package org.stellarticker.ingester.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.ingester.TestHorizon.answer;
import static org.stellarticker.ingester.TestHorizon.hanging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.TestClock;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.ingester.Records;
import org.stellarticker.ingester.TestHorizon;

@Timeout(120)
class BackfillReaderIT {

    private static final Duration DAY = Duration.ofDays(1);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final TestHorizon source = new TestHorizon();

    @BeforeEach
    void noTradesYet() {
        database.clear();
        // All trades of a test are then read by the backfill.
        source.quietFor(21);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private Ingesting ingester() {
        return new Ingesting(database, source, Records.closeTime(1000));
    }

    private static void awaitFinished(Progress progress) {
        await().atMost(Duration.ofSeconds(30)).until(() -> progress.report().state() == ProgramState.FINISHED);
    }

    private static String oldestStored() {
        return database.rows("select min(ledger_close_time at time zone 'UTC') from trade")
                .getFirst();
    }

    @Test
    void theBackfillIsReadDownToTheTimeAskedFor() throws InterruptedException {
        source.add(Records.trades(1, 1000, 5));
        try (var ingester = ingester()) {
            // 100 ledgers of 5 s each.
            ingester.initialize(Duration.ofSeconds(500));
            awaitFinished(ingester.readBackfill());

            assertThat(ingester.stored())
                    .hasSize(101 * 5)
                    .startsWith(Records.id(900, 1))
                    .endsWith(Records.id(1000, 5));
        }
        assertThat(database.rows("select trades_stored, completed_at is not null from backfill"))
                .containsExactly("505\tt");
    }

    @Test
    void historyThatEndsEarlierIsReadToItsEnd() throws InterruptedException {
        source.add(Records.trades(990, 1000, 5));
        try (var ingester = ingester()) {
            ingester.initialize(Duration.ofDays(8));
            awaitFinished(ingester.readBackfill());

            assertThat(ingester.stored()).hasSize(55);
        }
    }

    @Test
    void shortPagesAreNotTheEnd() throws InterruptedException {
        source.add(Records.trades(961, 1000, 1));
        source.pagesOf(1);
        try (var ingester = ingester()) {
            ingester.initialize(Duration.ofDays(8));
            awaitFinished(ingester.readBackfill());

            assertThat(ingester.stored()).hasSize(40);
        }
    }

    @Test
    void historyThatIsNoLongerKeptIsTheEndTooAndSaysSo() throws InterruptedException {
        source.add(Records.trades(5, 90, 1));
        source.keepsFrom(5);
        try (var ingester = ingester()) {
            ingester.initialize(Duration.ofDays(8));
            source.nextPagesGood(1);
            source.nextPage(answer(410, Map.of(), ""));
            var progress = ingester.readBackfill();
            awaitFinished(progress);

            assertThat(progress.report().detail())
                    .isEqualTo("stored back to " + Records.closeTime(5) + "; Horizon keeps nothing older");
        }
        assertThat(database.rows("select completed_at is not null from backfill"))
                .containsExactly("t");
        assertThat(gaps()).containsExactly(lower(1000, Duration.ofDays(8)) + "\t" + utc(5) + "\tt");
        assertThat(database.rows("select kind from event_log")).contains("gap_found");
    }

    /** The cursor decides whether Horizon answers 410 or an empty page. */
    @Test
    void aHistoryThatBeganEarlierThanHorizonKeepsIsAGapAndHealedWhenAnotherHasIt() throws InterruptedException {
        source.add(Records.trades(50, 90, 1));
        source.keepsFrom(40);
        source.serve("/ledgers/40", answer(200, Map.of(), "{\"closed_at\": \"" + Records.closeTime(40) + "\"}"));
        try (var ingester = ingester()) {
            ingester.initialize(Duration.ofSeconds(5 * 970));
            var progress = ingester.readBackfill();
            awaitFinished(progress);
            assertThat(gaps()).containsExactly(utc(30) + "\t" + utc(40) + "\tt");

            source.keepsFrom(1);
            source.add(Records.trades(10, 49, 1));
            new BackfillRequests(database.database()).enqueue(Records.closeTime(30), Records.closeTime(45));

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(gaps()).containsExactly(utc(30) + "\t" + utc(40) + "\tf"));
            assertThat(ingester.stored()).hasSize(61).startsWith(Records.id(30, 1));
            assertThat(database.rows("select kind from event_log where kind like 'gap%' order by position"))
                    .containsExactly("gap_found", "gap_closed");
            assertThat(database.rows("""
                            select distinct toids, min(from_times[1] at time zone 'UTC') over (),
                                max(to_times[1] at time zone 'UTC') over ()
                            from event_log
                            where kind = 'trades_backfilled'
                            """))
                    .as("a backfill corrects hours, and announces no trade")
                    .containsExactly("{}\t" + utc(0) + "\t" + utc(720));
        }
    }

    /** All trades are of one ledger, so that pages move the position and never the time. */
    @Test
    void aBackfillThatDoesNotAdvanceIsDegraded() throws InterruptedException {
        var clock = new TestClock(Records.closeTime(1000));
        source.add(Records.trades(1000, 1000, 12_000));
        try (var ingester = new Ingesting(database, List.of(source), clock)) {
            ingester.initialize(Duration.ofDays(8));
            source.beforeEach(() -> clock.advance(Duration.ofMinutes(2)));
            source.nextPagesGood(4 + 40);
            source.nextPage(hanging());
            var progress = ingester.readBackfill().stalledAfter(DAY);

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(progress.report().detail()).contains("has not come nearer for");
                assertThat(progress.report().state()).isEqualTo(ProgramState.DEGRADED);
            });
        }
    }

    @Test
    void whatIsOlderThanTradesAreKeptCannotBeAskedFor() throws InterruptedException {
        source.add(Records.trades(50, 90, 1));
        database.execute("insert into retention_watermark (watermark_at) values ('2026-01-01 00:05Z')");
        try (var ingester = ingester()) {
            ingester.initialize(Duration.ofSeconds(100));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new BackfillRequests(database.database())
                            .enqueue(Records.closeTime(30), Records.closeTime(45)))
                    .withMessageContaining("--from: expected 2026-01-01T00:05:00Z or later");
        }
    }

    private static List<String> gaps() {
        return database.rows(
                "select starts_at at time zone 'UTC', ends_at at time zone 'UTC', closed_at is null from gap");
    }

    private static String utc(long ledger) {
        return lower(ledger, Duration.ZERO);
    }

    private static String lower(long ledger, Duration before) {
        return Records.closeTime(ledger)
                .minus(before)
                .toString()
                .replace('T', ' ')
                .replace("Z", "");
    }

    @Test
    void aNewProcessGoesOnFromTheLastStepThatWasCommitted() throws InterruptedException {
        source.add(Records.trades(1, 1000, 10));
        // The first process gets two steps far, and is ended while it waits for the next page.
        source.nextPagesGood(4 + 20);
        source.nextPage(hanging());
        try (var first = ingester()) {
            first.initialize(Duration.ofDays(8));
            first.readBackfill();
            await().atMost(Duration.ofSeconds(20)).until(() -> first.stored().size() >= 2 * 10 * 199);
        }
        String reached = oldestStored();
        int requestsBefore = source.requests().size();

        try (var second = ingester()) {
            awaitFinished(second.readBackfill());

            assertThat(second.stored()).hasSize(10_000).doesNotHaveDuplicates();
        }
        assertThat(reached).isNotEqualTo("2026-01-01 00:00:05");
        assertThat(oldestStored()).isEqualTo("2026-01-01 00:00:05");
        // 31 pages were left, the one with the very last record again, twice whether there ever was more; and before it
        // all, who is asked.
        assertThat(source.requests().size() - requestsBefore).isEqualTo(36);
    }

    @Test
    void aBackfillThatIsStoredIsNotReadAgain() throws InterruptedException {
        source.add(Records.trades(1, 10, 1));
        try (var first = ingester()) {
            first.initialize(Duration.ofDays(8));
            awaitFinished(first.readBackfill());
        }
        int requests = source.requests().size();

        try (var second = ingester()) {
            awaitFinished(second.readBackfill());
        }

        assertThat(source.requests()).hasSize(requests);
    }

    @Test
    void aRecordThatCannotBeReadIsKeptAndTheOthersAreStored() throws InterruptedException {
        source.add(Records.trades(1, 10, 1));
        source.add(Records.poison(5, 2));
        try (var ingester = ingester()) {
            ingester.initialize(Duration.ofDays(8));
            awaitFinished(ingester.readBackfill());

            assertThat(ingester.stored()).hasSize(10);
        }
        assertThat(database.rows("select paging_token, ingested_from from rejected_trade"))
                .containsExactly(Records.id(5, 2) + "\tp");
    }

    @Test
    void liveAndBackfillMeetWithoutAGapOrADouble() throws InterruptedException {
        source.add(Records.trades(1, 500, 4));
        source.quietFor(0);
        try (var ingester = ingester()) {
            ingester.initialize(Duration.ofDays(8));
            ingester.follow();
            source.add(Records.trades(501, 700, 4));
            awaitFinished(ingester.readBackfill());
            source.add(Records.trades(701, 800, 4));

            await().atMost(Duration.ofSeconds(20)).until(() -> ingester.stored().size() >= 3200);
            assertThat(ingester.stored())
                    .isEqualTo(Records.trades(1, 800, 4).stream()
                            .map(Records::positionOf)
                            .toList());
        }
    }

    /** Behind one address there may be several servers, each as far as it is. */
    @Test
    void whatAServerThatIsBehindDidNotReportYetIsNotLost() throws InterruptedException {
        source.add(Records.trades(1, 95, 4));
        try (var ingester = ingester()) {
            source.quietFor(5);
            ingester.initialize(Duration.ofDays(8));
            // Asked for what is older, the server is still at ledger 95.
            awaitFinished(ingester.readBackfill());
            source.add(Records.trades(96, 110, 4));
            ingester.follow();

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(ingester.stored())
                            .isEqualTo(Records.trades(1, 110, 4).stream()
                                    .map(Records::positionOf)
                                    .toList()));
        }
    }
}
