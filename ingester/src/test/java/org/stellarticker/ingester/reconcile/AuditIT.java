package org.stellarticker.ingester.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.TestClock;
import org.stellarticker.core.market.Trade;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.audit.AuditWindowStore;
import org.stellarticker.ingester.Records;
import org.stellarticker.ingester.TestHorizon;

/** Audits ledgers that close every five seconds from 1 January 2026 on, 720 an hour. */
@Timeout(180)
class AuditIT {

    private static final Duration FEW_MINUTES = Duration.ofMinutes(5);
    private static final Duration DAY = Duration.ofDays(1);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final TestHorizon truth = new TestHorizon();
    private final TestHorizon lossy = new TestHorizon();
    private final TestClock clock = new TestClock(Records.closeTime(3000));

    @BeforeEach
    void nothingStored() {
        database.clear();
    }

    @AfterEach
    void close() {
        truth.close();
        lossy.close();
    }

    /** Every tenth ledger has a trade; the live/backfill boundary lies after ledger 1000, in the second hour. */
    private static List<String> records() {
        var records = new ArrayList<String>();
        for (long ledger = 10; ledger <= 2500; ledger += 10) {
            records.add(Records.trade(ledger, 1));
        }
        return records;
    }

    /** Stores the trades of the lossy Horizon: up to ledger 1000 by backfill, the rest by the live stream. */
    private void store(Auditing ingester, List<String> trades) throws InterruptedException {
        var backfilled = trades.stream()
                .filter(record -> Records.positionOf(record).ledger().value() <= 1000)
                .toList();
        lossy.add(backfilled);
        lossy.quietFor(21);
        ingester.read(lossy, DAY, backfilled.size());
        lossy.quietFor(0);
        lossy.add(trades);
        ingester.read(lossy, DAY, trades.size());
    }

    @Test
    void everyCorrectlyStoredHourAgrees() throws InterruptedException {
        truth.add(records());
        try (var ingester = new Auditing(database, clock)) {
            store(ingester, records());

            ingester.audit(truth);

            ingester.awaitWindows(
                    "01 00:00 agreed backfill 71 0",
                    "01 01:00 agreed backfill+pages 72 0",
                    "01 02:00 agreed pages 72 0",
                    "01 03:00 pending  35 0");
        }
        assertThat(audited(0, 3)).isTrue();
        assertThat(audited(0, 4)).isFalse();
    }

    /** Every page and stream holds these records for ever, so they must not end or delay anything. */
    @Test
    void unusableRecordsAreKeptAndEndNothing() throws InterruptedException {
        var trades = records();
        int good = trades.size();
        trades.addAll(List.of(
                Records.trade(505, 2).replace("USD", "U\\u0000D"),
                Records.trade(1505, 2).replace("USD", "U\\u0000\\ud800"),
                Records.trade(1515, 2).replace("\"2.5000000\"", "\"1e999999999\""),
                Records.trade(1525, 2).replace(Records.closeTime(1525).toString(), "2031-01-01T00:00:00Z"),
                Records.trade(1535, 2).replace(Records.closeTime(1535).toString(), "2016-01-01T00:00:00Z"),
                Records.trade(1545, 2).replace("{\"self\":", "{\"memo\":\"" + "x".repeat(100_000) + "\",\"self\":")));
        truth.add(trades);
        try (var ingester = new Auditing(database, clock)) {
            lossy.add(trades.stream()
                    .filter(record -> Records.positionOf(record).ledger().value() <= 1000)
                    .toList());
            lossy.quietFor(21);
            ingester.read(lossy, DAY, 100);
            lossy.quietFor(0);
            lossy.add(trades);
            ingester.read(lossy, DAY, good);

            ingester.audit(truth);

            await().atMost(Auditing.TIMEOUT)
                    .untilAsserted(() -> assertThat(ingester.windows()).contains("01 02:00 disagreed pages 72 0"));
            assertThat(ingester.stored()).hasSize(good);
        }
        assertThat(database.rows("select count(*), count(unreadable_by) from rejected_trade"))
                .containsExactly("6\t6");
        assertThat(database.rows("select relid from pg_partition_tree('trade') where isleaf"))
                .containsExactly("trade_2026_01_01");
    }

    @Test
    void addsMissingTradesAndTheirHourAgreesAfterTheSecondRead() throws InterruptedException {
        truth.add(records());
        try (var ingester = new Auditing(database, clock)) {
            store(
                    ingester,
                    records().stream()
                            .filter(record -> !record.equals(Records.trade(1500, 1)))
                            .filter(record -> !record.equals(Records.trade(1510, 1)))
                            .toList());
            database.execute("truncate change_mark");

            ingester.audit(truth);

            ingester.awaitWindows(
                    "01 00:00 agreed backfill 71 0",
                    "01 01:00 agreed backfill+pages 72 0",
                    "01 02:00 repaired pages 72 2",
                    "01 03:00 pending  35 0");
            assertThat(ingester.stored()).hasSize(250);
            assertThat(database.rows("select count(*) from trade where ingested_from = 'r'"))
                    .containsExactly("2");
            assertThat(database.rows(
                            "select to_char(minute at time zone 'UTC', 'HH24:MI') from change_mark order by 1"))
                    .containsExactly("02:05");
            assertThat(database.rows("select detail from event_log where kind = 'window_repaired'"))
                    .containsExactly("2 trades");
            assertThat(audited(0, 3)).isFalse();

            clock.advance(FEW_MINUTES);
            ingester.awaitWindows(
                    "01 00:00 agreed backfill 71 0",
                    "01 01:00 agreed backfill+pages 72 0",
                    "01 02:00 agreed pages 72 2",
                    "01 03:00 pending  35 0");
        }
        assertThat(audited(0, 3)).isTrue();
    }

    @Test
    void correctsATradeOfTheStreamAndKeepsBothValues() throws InterruptedException {
        truth.add(records());
        String altered = Records.trade(1500, 1).replace("\"2.5000000\"", "\"9.5000000\"");
        try (var ingester = new Auditing(database, clock)) {
            store(
                    ingester,
                    records().stream()
                            .map(record -> record.equals(Records.trade(1500, 1)) ? altered : record)
                            .toList());
            // This trade was late and came by a page; a page does not replace the values of a page.
            database.execute("update trade set ingested_from = 's'");

            ingester.audit(truth);
            awaitState(ingester, 2, "repaired pages 72 1");
            clock.advance(FEW_MINUTES);
            awaitState(ingester, 2, "agreed pages 72 1");

            assertThat(database.rows(
                            "select counter_amount, ingested_from from trade where counter_amount <> 25000000"))
                    .isEmpty();
        }
        assertThat(database.rows("select stored_from, received_from, replaced from trade_conflict"))
                .containsExactly("s\tr\tt");
        assertThat(database.rows(
                        "select kind, to_times[1] - from_times[1] from event_log where kind = 'trade_conflict'"))
                .as("the past of an hour changed")
                .containsExactly("trade_conflict\t01:00:00");
        assertThat(database.rows("select distinct kind from event_log where kind not like 'trades%'"))
                .containsExactly("trade_conflict");
    }

    @Test
    void ofTwoConflictingPagesTheFirstStaysAndTheHourDisagrees() throws InterruptedException {
        truth.add(records());
        String altered = Records.trade(1500, 1).replace("\"2.5000000\"", "\"9.5000000\"");
        try (var ingester = new Auditing(database, clock)) {
            store(
                    ingester,
                    records().stream()
                            .map(record -> record.equals(Records.trade(1500, 1)) ? altered : record)
                            .toList());
            database.execute("update trade set ingested_from = 'p'");

            ingester.audit(truth);
            awaitState(ingester, 2, "disagreed pages 72 0");

            assertThat(database.rows("select reason from audit_window where state = 'disagreed'"))
                    .containsExactly("trade " + Records.id(1500, 1) + " differs from the stored trade");
        }
    }

    @Test
    void aTradeThatHorizonDoesNotReportMakesItsHourDisagreeUntilItDoes() throws InterruptedException {
        truth.add(records());
        var trades = new ArrayList<>(records());
        String invented = Records.trade(1501, 3);
        trades.add(invented);
        try (var ingester = new Auditing(database, clock)) {
            store(ingester, trades);

            var progress = ingester.audit(truth);

            ingester.awaitWindows(
                    "01 00:00 agreed backfill 71 0",
                    "01 01:00 agreed backfill+pages 72 0",
                    "01 02:00 disagreed pages 72 0",
                    "01 03:00 pending  35 0");
            await().atMost(Auditing.TIMEOUT).until(() -> progress.report().state() == ProgramState.DEGRADED);
            assertThat(progress.report().detail())
                    .contains("2 agreed, 1 disagreed, 1 pending")
                    .contains("hour 2026-01-01T02:00:00Z: trade " + Records.positionOf(invented)
                            + " is stored, but Horizon does not report it");
            assertThat(ingester.disagreedWindows()).isEqualTo(1);

            // It was Horizon that was wrong.
            truth.add(invented);
            clock.advance(FEW_MINUTES);
            ingester.awaitWindows(
                    "01 00:00 agreed backfill 71 0",
                    "01 01:00 agreed backfill+pages 72 0",
                    "01 02:00 agreed pages 73 0",
                    "01 03:00 pending  35 0");
            await().atMost(Auditing.TIMEOUT).until(() -> progress.report().state() == ProgramState.RUNNING);
        }
    }

    @Test
    void anHourWithAnUnreadableRecordIsRetriedUntilItCanBeRead() throws InterruptedException {
        String good = Records.trade(1505, 1);
        truth.add(records());
        truth.add(Records.poison(1505, 1));
        try (var ingester = new Auditing(database, clock)) {
            store(ingester, records());

            ingester.audit(truth);
            ingester.awaitWindows(
                    "01 00:00 agreed backfill 71 0",
                    "01 01:00 agreed backfill+pages 72 0",
                    "01 02:00 disagreed pages 72 0",
                    "01 03:00 pending  35 0");
            assertThat(database.rows("select ingested_from from rejected_trade"))
                    .containsExactly("r");

            truth.add(good);
            clock.advance(FEW_MINUTES);
            awaitState(ingester, 2, "repaired");
            clock.advance(FEW_MINUTES);
            awaitState(ingester, 2, "agreed");
            assertThat(ingester.stored()).hasSize(251);
        }
        assertThat(database.rows("select * from rejected_trade")).isEmpty();
    }

    /** The trade was stored before the record that cannot be read came, so nothing is stored anew. */
    @Test
    void aRejectedRecordOfAStoredTradeIsResolvedOnceHorizonReportsTheTradeAgain() throws InterruptedException {
        truth.add(records());
        String good = Records.trade(1505, 1);
        truth.add(Records.poison(1505, 1));
        try (var ingester = new Auditing(database, clock)) {
            var all = new ArrayList<>(records());
            all.add(good);
            storeWithARecordWithoutPosition(ingester, all);
            // This one belongs to an hour that is still to come.
            database.execute("""
                    insert into rejected_trade (body, reason, ingested_from, unreadable_by, hour)
                    values ('[]', 'no position', 'r', 'test', '2026-01-01T05:00Z')
                    """);
            var progress = ingester.audit(truth);
            await().atMost(Auditing.TIMEOUT).until(() -> progress.report().state() == ProgramState.DEGRADED);
            assertThat(database.rows("select paging_token is null, hour at time zone 'UTC' from rejected_trade"))
                    .containsExactlyInAnyOrder(
                            "t\t2026-01-01 02:00:00", "t\t2026-01-01 05:00:00", "f\t2026-01-01 02:00:00");

            truth.add(good);
            clock.advance(FEW_MINUTES);

            awaitState(ingester, 2, "agreed");
            await().atMost(Auditing.TIMEOUT).until(() -> progress.report().state() == ProgramState.RUNNING);
        }
        assertThat(database.rows("select body from rejected_trade")).containsExactly("[]");
    }

    @Test
    void aRejectedRecordWithoutPositionIsResolvedOnceItsHourAgreesAtTheFirstLook() throws InterruptedException {
        truth.add(records());
        try (var ingester = new Auditing(database, clock)) {
            storeWithARecordWithoutPosition(ingester, records());
            assertThat(database.rows("select count(*) from rejected_trade")).containsExactly("1");

            ingester.audit(truth);

            awaitState(ingester, 2, "agreed pages 72 0");
        }
        assertThat(database.rows("select * from rejected_trade")).isEmpty();
    }

    /** The stream sends a record, in the hour from 02:00 on, whose token is no position in it. */
    private void storeWithARecordWithoutPosition(Auditing ingester, List<String> all) throws InterruptedException {
        Instant later = clock.instant();
        clock.set(Records.closeTime(2000));
        List<String> before = all.stream()
                .filter(record -> Records.positionOf(record).ledger().value() <= 2000)
                .toList();
        store(ingester, before);
        lossy.reportsAhead(2001, Records.trade(1_002_001, 1));
        lossy.add(Records.trade(2010, 1));
        ingester.read(lossy, DAY, before.size() + 1);
        clock.set(later);
        lossy.add(all);
        ingester.read(lossy, DAY, all.size());
    }

    @Test
    void anAcknowledgedRecordDoesNotDegradeTheAudit() throws InterruptedException {
        truth.add(records());
        truth.add(Records.poison(1505, 1));
        try (var ingester = new Auditing(database, clock)) {
            store(ingester, records());
            var progress = ingester.audit(truth);
            await().atMost(Auditing.TIMEOUT).until(() -> progress.report().state() == ProgramState.DEGRADED);
            assertThat(database.rows("select hour from rejected_trade"))
                    .hasSize(1)
                    .doesNotContainNull();

            database.execute("update rejected_trade set acknowledged_at = now()");

            await().atMost(Auditing.TIMEOUT).until(() -> progress.report().state() == ProgramState.RUNNING);
            assertThat(progress.report().detail()).contains("1 disagreed", "of them 1 by acknowledged records only");
            awaitState(ingester, 2, "disagreed");
        }
    }

    /** The hour from 03:00 on has come to 03:28, and a conflict in it has it read again. */
    @Test
    void anHourThatGoesOnIsRepairedAtOnceAndDecidedAfterItsEnd() throws InterruptedException {
        truth.add(records());
        clock.set(Records.closeTime(2510));
        try (var ingester = new Auditing(database, clock)) {
            store(ingester, records());
            ingester.audit(truth);
            awaitState(ingester, 3, "pending  35 0");

            database.execute("delete from trade where toid >> 32 = 2400");
            database.execute("""
                    insert into retry_task (kind, key, payload, next_at)
                    values ('audit_hour', '2026-01-01T03:00:00Z', '', '2026-01-01T03:00Z')
                    """);

            await().atMost(Auditing.TIMEOUT)
                    .untilAsserted(() -> assertThat(
                                    database.rows("select next_at at time zone 'UTC', attempts from retry_task"))
                            .containsExactly("2026-01-01 04:00:00\t0"));
            assertThat(ingester.stored()).hasSize(250);
            awaitState(ingester, 3, "pending  35 1");

            // The hour ends, without another trade.
            truth.quietFor(1000);
            clock.set(Records.closeTime(3000));
            awaitState(ingester, 3, "agreed pages 35 1");
        }
        assertThat(database.rows("select * from retry_task")).isEmpty();
    }

    /** Two hours are to be read again; of the first, Horizon no longer keeps the trades. */
    @Test
    void anHourThatHorizonNoLongerKeepsSaysSoAndHoldsUpNoOther() throws InterruptedException {
        truth.add(records());
        try (var ingester = new Auditing(database, clock)) {
            store(ingester, records());
            ingester.audit(truth);
            awaitState(ingester, 2, "agreed pages 72 0");
            truth.keepsFrom(1400);
            database.execute("""
                    update audit_window set state = 'pending' where extract(hour from hour at time zone 'UTC') in (0, 2)
                    """);
            database.execute("""
                    insert into retry_task (kind, key, payload, next_at) values
                    ('audit_hour', '2026-01-01T00:00:00Z', '', '2026-01-01T00:00Z'),
                    ('audit_hour', '2026-01-01T02:00:00Z', '', '2026-01-01T01:00Z')
                    """);

            awaitState(ingester, 2, "agreed pages 72 0");
            awaitState(ingester, 0, "pending backfill 71 0");
        }
        assertThat(database.rows("select key, attempts, last_error from retry_task"))
                .containsExactly("2026-01-01T00:00:00Z\t1\tHorizon no longer keeps the trades of this hour");
        assertThat(database.rows("select reason from audit_window where state = 'pending' order by hour limit 1"))
                .containsExactly("Horizon no longer keeps the trades of this hour");
    }

    /** The audit stood still while Horizon forgot ledgers that were not read a second time. */
    @Test
    void hoursThatHorizonForgotBeforeTheirSecondReadStayPendingAndTheRestIsAudited() throws InterruptedException {
        truth.add(records());
        truth.keepsFrom(1800);
        try (var ingester = new Auditing(database, clock)) {
            store(ingester, records());

            ingester.audit(truth);

            ingester.awaitWindows(
                    "01 00:00 agreed backfill 71 0",
                    "01 01:00 pending  0 0",
                    "01 02:00 pending  36 0",
                    "01 03:00 pending  35 0");
        }
        assertThat(database.rows("""
                select to_char(hour at time zone 'UTC', 'HH24:MI'), reason from audit_window where reason <> '' order by hour
                """))
                .containsExactly(
                        "01:00\tHorizon no longer keeps the trades of this hour",
                        "02:00\tHorizon no longer keeps the trades of this hour");
    }

    @Test
    void decidesHoursWithoutATradeOnceHorizonHasClosedThem() throws InterruptedException {
        var few = List.of(Records.trade(10, 1), Records.trade(1100, 1), Records.trade(1110, 1));
        truth.add(few);
        try (var ingester = new Auditing(database, clock)) {
            lossy.add(few.subList(0, 1));
            lossy.quietFor(100);
            ingester.read(lossy, DAY, 1);
            lossy.add(few);
            ingester.read(lossy, DAY, 3);

            ingester.audit(truth);
            ingester.awaitWindows("01 00:00 agreed backfill+pages 1 0", "01 01:00 pending  2 0");

            // Ledgers go on closing, without trades.
            truth.quietFor(2500);
            clock.set(Records.closeTime(3700));
            ingester.awaitWindows(
                    "01 00:00 agreed backfill+pages 1 0",
                    "01 01:00 agreed pages 2 0",
                    "01 02:00 agreed pages 0 0",
                    "01 03:00 agreed pages 0 0",
                    "01 04:00 agreed pages 0 0");
        }
    }

    /** It lies behind the retention watermark, where the audit stores nothing. */
    @Test
    void aDayThatTheArchiveGaveBackIsComparedAndOnlyDisputed() throws InterruptedException {
        truth.add(records());
        try (var ingester = new Auditing(database, clock)) {
            store(ingester, records());
            ingester.audit(truth);
            awaitState(ingester, 2, "agreed pages 72 0");
        }
        database.execute("delete from trade where toid = "
                + Records.positionOf(Records.trade(1000, 1)).toid());
        database.execute("""
                insert into retention_watermark (watermark_at) values ('2026-01-02Z');
                insert into restored_day (day, version, restored_at) values ('2026-01-01', 1, now());
                update audit_window set state = 'pending';
                insert into retry_task (kind, key, payload, next_at)
                select 'audit_hour', to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '', '2026-01-01Z'
                from audit_window
                where hour between '2026-01-01 00:00Z' and '2026-01-01 02:00Z'
                """);
        int stored = records().size() - 1;
        try (var ingester = new Auditing(database, clock)) {
            ingester.audit(truth);

            awaitState(ingester, 0, "disagreed pages");
            awaitState(ingester, 1, "disagreed pages 72 0");
            awaitState(ingester, 2, "agreed pages 72 0");
            assertThat(ingester.stored()).hasSize(stored);
        }
        assertThat(database.rows("select reason from audit_window where state = 'disagreed' order by hour"))
                .containsExactly(
                        "the last ledger before this hour is not known, so neither is where it begins",
                        "trade " + Records.id(1000, 1) + " is not stored");
    }

    @Test
    void aTradeBeyondTheLiveStreamIsNotMissing() throws InterruptedException {
        truth.add(records());
        try (var ingester = new Auditing(database, clock)) {
            store(ingester, records().subList(0, 180));

            var progress = ingester.audit(truth);

            ingester.awaitWindows(
                    "01 00:00 agreed backfill 71 0", "01 01:00 agreed backfill+pages 72 0", "01 02:00 pending  37 0");
            await().atMost(Auditing.TIMEOUT)
                    .untilAsserted(() ->
                            assertThat(progress.report().detail()).endsWith("read up to " + Records.closeTime(1800)));
            assertThat(ingester.stored()).hasSize(180);
        }
    }

    @Test
    void storesEachTradeOnceWhateverIsHiddenAndWhereverItIsKilled() throws InterruptedException {
        var random = new Random(20261121);
        var all = Records.trades(10, 3600, 1);
        truth.add(all);
        Set<String> hidden = new HashSet<>();
        all.stream()
                .filter(record -> Records.positionOf(record).ledger().value() > 1000 && random.nextInt(20) == 0)
                .forEach(hidden::add);
        // The newest one ends the last hour.
        hidden.remove(all.getLast());
        clock.set(Records.closeTime(4000));
        try (var ingester = new Auditing(database, clock)) {
            store(
                    ingester,
                    all.stream().filter(record -> !hidden.contains(record)).toList());
        }
        for (int kill = 0; kill < 12; kill++) {
            int requests = truth.requests().size() + 1 + random.nextInt(4);
            try (var ingester = new Auditing(database, clock)) {
                ingester.audit(truth);
                await().atMost(Auditing.TIMEOUT).until(() -> truth.requests().size() >= requests);
            }
            clock.advance(Duration.ofSeconds(random.nextInt(60)));
        }
        try (var ingester = new Auditing(database, clock)) {
            ingester.audit(truth);
            await().atMost(Auditing.TIMEOUT).untilAsserted(() -> {
                clock.advance(Duration.ofMinutes(1));
                assertThat(database.rows(
                                "select state, count(*) from audit_window where state <> 'pending' group by 1"))
                        .containsExactly("agreed\t5");
            });
            assertThat(ingester.stored().stream().map(Trade::id).toList())
                    .isEqualTo(all.stream().map(Records::positionOf).toList());
        }
        assertThat(database.rows("select sum(trades_repaired) from audit_window where state = 'agreed'"))
                .containsExactly(Integer.toString(hidden.size()));
    }

    private void awaitState(Auditing ingester, int hour, String state) {
        await().atMost(Auditing.TIMEOUT).untilAsserted(() -> {
            List<String> windows = ingester.windows();
            assertThat(windows).hasSizeGreaterThan(hour);
            assertThat(windows.get(hour)).contains(state);
        });
    }

    private static boolean audited(int fromHour, int toHour) {
        var windows = new AuditWindowStore();
        Instant midnight = Instant.parse("2026-01-01T00:00:00Z");
        return database.database()
                .snapshot(tx -> windows.isAudited(
                        tx, midnight.plus(Duration.ofHours(fromHour)), midnight.plus(Duration.ofHours(toHour))));
    }
}
