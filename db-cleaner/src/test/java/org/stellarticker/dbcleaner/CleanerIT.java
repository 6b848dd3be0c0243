package org.stellarticker.dbcleaner;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.dbcleaner.SimulatedTicker.BEGIN;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.archive.RestoredDayStore;
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.journal.JournalTypes;
import org.stellarticker.db.market.WindowValues;
import org.stellarticker.db.partition.DayPartition;
import org.stellarticker.db.partition.DayPartition.State;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.partition.RetentionWatermark;

/** A ticker that is ten days old, and a cleaner that makes its first pass. */
class CleanerIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    /** The common pool may have no more than one. */
    private static final Executor A_THREAD_EACH = task -> Thread.ofVirtual().start(task);

    private static final LocalDate FIRST_DAY = PartitionStore.dayOf(BEGIN);
    private static final Instant TEN_DAYS = BEGIN.plus(10, DAYS).plus(12, HOURS);

    private SimulatedTicker ticker;
    private Cleaner cleaner;

    @BeforeEach
    void tenDaysOfTrades() {
        db.clear();
        var partitions = new PartitionStore(db.database());
        db.database().snapshot(partitions::list).forEach(day -> partitions.drop(day.day(), Duration.ofSeconds(5)));
        ticker = new SimulatedTicker(db, 100);
        ticker.passTo(TEN_DAYS);
        ticker.aggregate();
        cleaner = keeping(8, 9, 10);
    }

    private Cleaner keeping(int tradeDays, int minuteDays, int hourDays) {
        return new Cleaner(db.database(), retention(tradeDays, minuteDays, hourDays, false), ticker.clock);
    }

    private static Retention retention(int tradeDays, int minuteDays, int hourDays, boolean archiveRequired) {
        return new Retention(
                Duration.ofDays(tradeDays),
                Duration.ofDays(minuteDays),
                Duration.ofDays(hourDays),
                Optional.empty(),
                Duration.ofDays(90),
                3,
                Duration.ofDays(2),
                archiveRequired,
                JournalTypes.parse(JournalTypes.USUAL));
    }

    @Test
    void aPassReportsWhatItDid() {
        Cleaned cleaned = cleaner.clean();

        assertThat(cleaned.kept()).isEqualTo("trades of 2026-03-03 to 2026-03-14");
        assertThat(cleaned.takenAway())
                .matches("the trades of 2026-03-01, 2026-03-02, \\d+ rows of candle_1m, \\d+ rows of ledger");
        assertThat(cleaner.clean().takenAway()).isEqualTo("no day of trades, no rows");
    }

    @Test
    void theRevisionOfAnEmptiedCandleIsKeptAsLongAsItsInterval() {
        db.execute("insert into emptied_candle values (1, '1m', '" + BEGIN + "', 2), (1, '1m', '" + TEN_DAYS
                + "', 2), (1, '1d', '" + BEGIN + "', 2)");

        cleaner.clean();

        assertThat(db.rows("select interval, open_time = '" + BEGIN + "' from emptied_candle order by 1"))
                .containsExactly("1d\tt", "1m\tf");
    }

    @Test
    void daysAreThereAheadOfTheirTime() {
        db.clear();

        cleaner.clean();

        assertThat(ticker.days()).endsWith(PartitionStore.dayOf(TEN_DAYS.plus(3, DAYS)));
    }

    @Test
    void aDayIsDroppedOnlyOnceItsCurrentVersionIsArchived() {
        cleaner = new Cleaner(db.database(), retention(8, 9, 10, true), ticker.clock);
        assertThat(cleaner.clean().kept())
                .isEqualTo("trades of 2026-03-01 to 2026-03-14; the trades of 2026-03-01 are not archived");

        archive(FIRST_DAY);
        assertThat(cleaner.clean().days().dropped()).containsExactly(FIRST_DAY);

        LocalDate second = FIRST_DAY.plusDays(1);
        archive(second);
        ticker.storeLate(SimulatedTicker.late(ArchivedDayStore.begin(second).plusSeconds(3600)));
        ticker.aggregate();
        assertThat(cleaner.clean().kept())
                .as("changed since")
                .isEqualTo("trades of 2026-03-02 to 2026-03-14; the trades of 2026-03-02 are not archived");

        archive(second);
        assertThat(cleaner.clean().days().dropped()).containsExactly(second);
    }

    /** Its begin was never stored, so it would stay for ever. */
    @Test
    void theFirstDayOfTheHistoryIsDroppedWithoutAnArchive() {
        cleaner = new Cleaner(db.database(), retention(8, 9, 10, true), ticker.clock);
        db.execute(
                "insert into backfill (upper_token, next_token, lower_at, reached_at, completed_at) values ('1', '1', '"
                        + BEGIN.plus(5, HOURS) + "', '" + BEGIN.plus(5, HOURS) + "', now())");

        assertThat(cleaner.clean().days().dropped()).containsExactly(FIRST_DAY);
    }

    /** Does what archiver does after it has put a day's files. */
    private void archive(LocalDate day) {
        var archived = new ArchivedDayStore();
        db.database()
                .commit(tx -> archived.save(
                        tx,
                        new ArchivedDay(
                                day, 1, 0, 0, "", archived.revisions(tx, day), new EventLog().position(tx), BEGIN)));
    }

    @Test
    void aRestoredDayStaysAsLongAsDaysAreKept() {
        LocalDate old = LocalDate.parse("2026-02-01");
        db.execute("select ensure_trade_partition('2026-02-01')");
        db.execute("insert into audit_window (hour) values ('2026-02-01 05:00Z')");
        db.database().commit(tx -> new RestoredDayStore().save(tx, old, 1, TEN_DAYS));

        cleaner.clean();
        assertThat(ticker.days()).contains(old).doesNotContain(FIRST_DAY);
        assertThat(db.rows("select hour from audit_window")).hasSize(1);

        ticker.passTo(TEN_DAYS.plus(9, DAYS));
        ticker.aggregate();
        cleaner.clean();
        assertThat(ticker.days()).doesNotContain(old);
        assertThat(db.rows("select day from restored_day")).isEmpty();
    }

    /** What was repaired since is another version, which nobody archives: the archive gave the trades back. */
    @Test
    void aRestoredDayHoldsNoOtherDayBackAndIsDroppedInItsTurn() {
        LocalDate old = LocalDate.parse("2026-02-01");
        cleaner = new Cleaner(db.database(), retention(8, 9, 10, true), ticker.clock);
        archive(FIRST_DAY);
        cleaner.clean();
        db.execute("select ensure_trade_partition('2026-02-01')");
        db.database().commit(tx -> new RestoredDayStore().save(tx, old, 1, TEN_DAYS.minus(7, DAYS)));
        archive(FIRST_DAY.plusDays(1));

        assertThat(cleaner.clean().days().dropped()).containsExactly(FIRST_DAY.plusDays(1));
        assertThat(ticker.days()).contains(old);

        ticker.clock.set(TEN_DAYS.plus(2, DAYS));
        assertThat(cleaner.clean().days().dropped()).containsExactly(old);
    }

    /** Such as one that a setting asks for only since the watermark passed it. */
    @Test
    void whatTheArchiveStillNeedsOfADayStaysAsLongAsTheDay() {
        db.execute("insert into audit_window (hour, state) values ('" + BEGIN + "', 'agreed')");
        db.execute("insert into retention_watermark (watermark_at) values ('" + BEGIN.plus(2, DAYS) + "')");
        long ledgers = Long.parseLong(db.rows("select count(*) from ledger").getFirst());
        cleaner = new Cleaner(db.database(), retention(8, 8, 8, true), ticker.clock);

        Cleaned cleaned = cleaner.clean();

        assertThat(cleaned.kept()).contains("the trades of 2026-03-01 are not archived");
        assertThat(db.rows("select state from audit_window")).containsExactly("agreed");
        assertThat(db.rows("select count(*) from ledger")).containsExactly(String.valueOf(ledgers));
        assertThat(db.rows("select min(open_time) < '2026-03-02Z' from candle_1m"))
                .containsExactly("t");

        archive(FIRST_DAY);
        archive(FIRST_DAY.plusDays(1));
        assertThat(cleaner.clean().days().dropped()).containsExactly(FIRST_DAY, FIRST_DAY.plusDays(1));
        assertThat(db.rows("select state from audit_window")).isEmpty();
    }

    @Test
    void aRestoredDayIsForgottenThoughThePassThatDroppedItWasKilled() {
        db.database().commit(tx -> new RestoredDayStore().save(tx, LocalDate.parse("2026-02-01"), 1, TEN_DAYS));

        cleaner.clean();

        assertThat(db.rows("select day from restored_day")).isEmpty();
    }

    /** A trade that comes too late would have its minute made anew without the others of that minute. */
    @Test
    void aTradeThatComesAfterItsDayWasExpiredLeavesTheCandlesAsTheyAre() {
        cleaner.clean();
        Map<String, WindowValues> before = ticker.candles(CandleInterval.DAY);

        int stored = ticker.storeLate(ticker.between(BEGIN, BEGIN.plus(1, HOURS)));
        ticker.aggregate();

        assertThat(stored).isZero();
        assertThat(ticker.candles(CandleInterval.DAY)).isEqualTo(before);
        assertThat(ticker.days()).doesNotContain(FIRST_DAY);
    }

    @Test
    void aLateTradeOfADayThatIsKeptFindsItsHourWhole() {
        Instant time = BEGIN.plus(3, DAYS).plus(5, HOURS);
        cleaner = keeping(8, 8, 8);
        cleaner.clean();

        var late = SimulatedTicker.late(time);
        ticker.storeLate(late);
        ticker.stored().addAll(late);
        ticker.aggregate();
        cleaner.clean();

        assertThat(ticker.candles(CandleInterval.DAY)).isEqualTo(ticker.expectedCandles(CandleInterval.DAY, BEGIN));
    }

    @Test
    void whileTheBackfillIsReadNothingOfItIsTakenAway() {
        var backfills = new BackfillStore();
        db.database()
                .commit(tx -> backfills.begin(
                        tx, new PagingToken("9-0"), BEGIN.plus(1, DAYS).plus(6, HOURS)));
        var backfill =
                db.database().<Optional<Backfill>>snapshot(backfills::open).orElseThrow();

        assertThat(cleaner.clean().days().dropped()).containsExactly(FIRST_DAY);
        db.database().commit(tx -> backfills.complete(tx, backfill, TEN_DAYS));
        assertThat(cleaner.clean().days().dropped()).containsExactly(FIRST_DAY.plusDays(1));
    }

    @Test
    void aClockThatRunsAheadCostsNothing() {
        cleaner.clean();
        ticker.clock.set(TEN_DAYS.plus(400, DAYS));

        assertThat(cleaner.clean().hasDeletions()).isFalse();
    }

    @Test
    void withoutATradeThereIsNothingToDo() {
        db.clear();

        assertThat(cleaner.clean().hasDeletions()).isFalse();
    }

    @Test
    void whileATransactionMayReadADayItStaysAndTheNextPassGoesOn() throws Exception {
        try (var _ = new Lasting(CleanerIT::countTrades)) {
            Cleaned retrying = cleaner.clean();

            assertThat(retrying.days().dropped()).isEmpty();
            assertThat(retrying.kept()).contains("a transaction that lasts may still read the trades of " + FIRST_DAY);
            assertThat(partitions().getFirst()).isEqualTo(new DayPartition(FIRST_DAY, State.DETACHING));
            assertThat(retrying.rows().get("candle_1m"))
                    .as("the rest is done all the same")
                    .isPositive();
        }

        assertThat(cleaner.clean().days().dropped()).containsExactly(FIRST_DAY, FIRST_DAY.plusDays(1));
    }

    @Test
    void whileATransactionMayStoreTradesNoDayIsExpiredWhichIsReported() throws Exception {
        try (var _ = new Lasting(new RetentionWatermark()::lockShared)) {
            Cleaned retrying = cleaner.clean();

            assertThat(retrying.days().dropped()).isEmpty();
            assertThat(retrying.kept())
                    .contains("a transaction that lasts may still store trades of before " + FIRST_DAY.plusDays(2));
            assertThat(retrying.rows()).as("the rest is done all the same").containsKey("event_log");
        }

        assertThat(cleaner.clean().days().held()).isEmpty();
        assertThat(ticker.days()).startsWith(FIRST_DAY.plusDays(2));
    }

    @Test
    void daysThatCameSinceThePassAreReported() {
        cleaner.clean();
        var progress = new Progress("days", ticker.clock);
        try (var leadership = db.database().leadership("db-cleaner")) {
            var kept = new KeptDays(
                    leadership,
                    new TradeDays(db.database(), retention(8, 9, 10, false), ticker.clock),
                    progress,
                    () -> {});
            kept.run();
            assertThat(progress.report().detail()).isEqualTo("trades of 2026-03-03 to 2026-03-14");

            new PartitionStore(db.database()).ensure(List.of(FIRST_DAY));
            kept.run();

            assertThat(progress.report().detail()).isEqualTo("trades of 2026-03-01 to 2026-03-14");
        }
    }

    @Test
    void aCopyThatTakesOverCleansAtOnce() {
        var progress = new Progress("days", ticker.clock);
        var woken = new AtomicInteger();
        try (var standby = db.database().leadership("db-cleaner")) {
            var kept = new KeptDays(
                    standby,
                    new TradeDays(db.database(), retention(8, 9, 10, false), ticker.clock),
                    progress,
                    woken::incrementAndGet);
            try (var leader = db.database().leadership("db-cleaner")) {
                assertThat(leader.tryLead()).isTrue();
                kept.run();
                assertThat(progress.report().detail()).isEqualTo("another copy leads");
            }

            kept.run();
            kept.run();

            assertThat(progress.report().detail()).startsWith("trades of");
            assertThat(woken).hasValue(1);
        }
    }

    @Test
    void aCleanerThatIsKilledWhileItTakesADayAwayIsFollowedByOneThatGoesOn() throws Exception {
        try (var _ = new Lasting(CleanerIT::countTrades)) {
            var killed = CompletableFuture.supplyAsync(cleaner::clean, A_THREAD_EACH);
            await().until(() -> partitions().contains(new DayPartition(FIRST_DAY, State.DETACHING)));
            db.execute("""
                    select pg_terminate_backend(pid)
                    from pg_stat_activity
                    where datname = current_database() and query like 'alter table trade detach%' and state = 'active'
                    """);
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(killed::join)
                    .withCauseInstanceOf(DatabaseUnavailable.class);
        }

        assertThat(cleaner.clean().days().dropped()).containsExactly(FIRST_DAY, FIRST_DAY.plusDays(1));
        assertThat(ticker.days()).startsWith(FIRST_DAY.plusDays(2));
    }

    @Test
    void aDayThatWasDetachedByOneWhoWasKilledThenIsDropped() {
        cleaner = keeping(9, 9, 9);
        cleaner.clean();
        db.execute("alter table trade detach partition trade_2026_03_02 concurrently");
        cleaner = keeping(8, 9, 9);

        assertThat(cleaner.clean().days().dropped()).containsExactly(FIRST_DAY.plusDays(1));
        assertThat(db.rows("select to_regclass('trade_2026_03_02')")).containsExactly("null");
    }

    @Test
    void rejectedRecordsAreNoMoreThanConfigured() {
        db.execute("""
                insert into rejected_trade (body, reason, ingested_from)
                select body, '', 'p' from generate_series(1, 10) as body
                """);

        assertThat(cleaner.clean().rows()).containsEntry("rejected_trade", 7L);
        assertThat(db.rows("select body from rejected_trade order by rejected_trade_id"))
                .containsExactly("8", "9", "10");
    }

    @Test
    void conflictsAndEventsAreNoMoreThanConfigured() {
        db.execute("""
                insert into trade_conflict (toid, trade_index, stored, received, received_from, received_at, replaced)
                select toid, 0, '{}', '{}', 'p', '2100-01-01Z', false from generate_series(1, 10) as toid
                """);
        db.execute("""
                insert into event_log (position, kind, happened_at)
                select position, 'gap_found', '%s'::timestamptz - position * interval '12 hours'
                from generate_series(1, 10) as position
                """.formatted(ticker.clock.instant()));

        var rows = cleaner.clean().rows();

        assertThat(rows).containsEntry("trade_conflict", 7L).containsEntry("event_log", 6L);
        assertThat(db.rows("select toid from trade_conflict order by toid")).containsExactly("8", "9", "10");
        assertThat(db.rows("select count(*) from event_log")).containsExactly("4");
    }

    private List<DayPartition> partitions() {
        return db.database().snapshot(new PartitionStore(db.database())::list);
    }

    private static int countTrades(Transaction tx) {
        return tx.get("select count(*) from trade", columns -> columns.getInt(1));
    }

    /** A transaction that has begun its work, and lasts until it is closed. */
    private static final class Lasting implements AutoCloseable {

        private final CountDownLatch end = new CountDownLatch(1);
        private final CompletableFuture<?> lasting;

        Lasting(Database.Work<?> work) throws InterruptedException {
            var begun = new CountDownLatch(1);
            lasting = CompletableFuture.supplyAsync(
                    () -> db.database().transaction(tx -> {
                        work.run(tx);
                        begun.countDown();
                        try {
                            end.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return true;
                    }),
                    A_THREAD_EACH);
            begun.await();
        }

        @Override
        public void close() {
            end.countDown();
            lasting.join();
        }
    }
}
