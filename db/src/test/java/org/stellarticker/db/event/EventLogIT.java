package org.stellarticker.db.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.TestDatabase;

class EventLogIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final EventLog log = new EventLog();

    @BeforeEach
    void emptyDatabase() {
        db.clear();
    }

    @Test
    void anEventIsReportedWithItsTransactionOrNotAtAll() {
        var stored = new Event(
                EventKind.TRADES_STORED,
                new TreeSet<>(List.of(3, 17)),
                Optional.of(new Event.Range(new TradeId(8L << 32, 1), new TradeId(9L << 32, 0))),
                "2 trades",
                List.of(new TradeId(8L << 32, 1), new TradeId(9L << 32, 0)),
                List.of(
                        MarketHours.of(3, Instant.parse("2026-03-01T12:10:00Z"), Instant.parse("2026-03-01T13:59:59Z")),
                        MarketHours.of(17, Instant.EPOCH, Instant.EPOCH)));
        append(stored);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> db.database().commit(tx -> {
                    log.append(tx, event("lost"));
                    throw new IllegalStateException("rolled back");
                }));
        append(event("found"));

        assertThat(after(0))
                .extracting(LoggedEvent::position, LoggedEvent::event)
                .containsExactly(tuple(1L, stored), tuple(2L, event("found")));
        assertThat(after(1)).hasSize(1);
        assertThat(after(2)).isEmpty();
    }

    @Test
    void thoseWhoListenAreWoken() throws Exception {
        try (var events = db.database().listen(EventLog.CHANNEL)) {
            var _ = events.await(Duration.ZERO);
            append(event("one"));
            assertThat(events.await(LONG)).isTrue();
        }
    }

    /** A plain sequence would give positions in the order of asking, and a reader would pass by what commits later. */
    @Test
    void aReaderThatHasReadUpToAPositionHasMissedNothingBeforeIt() throws Exception {
        int writers = 4;
        int each = 150;
        var ended = new CountDownLatch(writers);
        var seen = new ArrayList<Long>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < writers; writer++) {
                var random = new Random(writer);
                threads.execute(() -> {
                    try {
                        for (int i = 0; i < each; i++) {
                            int length = random.nextInt(3_000);
                            db.database().commit(tx -> {
                                log.append(tx, event("appended early, written last"));
                                // Transactions of different lengths overtake each other.
                                tx.get("select count(*) from generate_series(1, ?)", _ -> true, length);
                            });
                        }
                    } finally {
                        ended.countDown();
                    }
                });
            }
            boolean last;
            do {
                last = ended.getCount() == 0;
                long position = seen.isEmpty() ? 0 : seen.getLast();
                after(position).forEach(event -> seen.add(event.position()));
            } while (!last);
        }
        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, (long) writers * each).boxed().toList());
    }

    @Test
    void oldOnesAreForgottenAndWhoWantsThemIsReported() {
        IntStream.range(0, 5).forEach(i -> append(event("event " + i)));
        db.execute("update event_log set happened_at = '2026-03-01 12:00Z' where position <= 3");
        Instant before = Instant.parse("2026-03-02T00:00:00Z");

        assertThat(db.database().<Integer>transaction(tx -> log.deleteBefore(tx, before, 2)))
                .isEqualTo(2);
        assertThat(db.database().<Integer>transaction(tx -> log.deleteBefore(tx, before, 2)))
                .isEqualTo(1);

        assertThat(db.database().<Optional<EventLog.Kept>>snapshot(log::kept)).contains(new EventLog.Kept(4, 5));
        db.execute("delete from event_log");
        assertThat(db.database().<Optional<EventLog.Kept>>snapshot(log::kept)).isEmpty();
        assertThat(db.database().<Long>snapshot(log::position)).isEqualTo(5);
        append(event("the next"));
        assertThat(after(5)).extracting(LoggedEvent::position).containsExactly(6L);
    }

    /** Each client that resumes asks. */
    @Test
    void theKeptPositionsAreFoundWithoutReadingTheLog() {
        db.execute("""
                insert into event_log (position, kind, markets, detail)
                select position, 'gap_found', '{}', '' from generate_series(1, 10000) as position;
                update event_position set position = 10000
                """);

        long rows = db.database().snapshot(tx -> {
            assertThat(log.kept(tx)).contains(new EventLog.Kept(1, 10_000));
            return tx.get("""
                    select seq_tup_read + idx_tup_fetch
                    from pg_stat_xact_user_tables
                    where relname = 'event_log'
                    """, columns -> columns.getLong(1));
        });

        assertThat(rows).isLessThan(100);
    }

    private static Event event(String detail) {
        return new Event(EventKind.GAP_FOUND, new TreeSet<>(), Optional.empty(), detail);
    }

    private void append(Event event) {
        db.database().commit(tx -> log.append(tx, event));
    }

    private List<LoggedEvent> after(long position) {
        return db.database().snapshot(tx -> log.listAfter(tx, position, 1000));
    }
}
