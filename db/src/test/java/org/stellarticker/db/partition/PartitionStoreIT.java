package org.stellarticker.db.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.LockTimeout;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.partition.DayPartition.State;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

class PartitionStoreIT {

    private static final LocalDate DAY = LocalDate.parse("2026-03-01");
    private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration IMPATIENCE = Duration.ofMillis(200);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private PartitionStore partitions;
    private TradeStore trades;

    @BeforeEach
    void twoDaysOfTrades() {
        db.clear();
        partitions = new PartitionStore(db.database());
        partitions().forEach(partition -> partitions.drop(partition.day(), WAIT));
        trades = new TradeStore(db.database());
        insert(aTrade(1, 0, NOON), aTrade(2, 0, MIDNIGHT));
    }

    @Test
    void aDayIsTakenAwayWithItsTradesAndNothingElse() {
        assertThat(partitions.drop(DAY, WAIT)).isTrue();

        assertThat(partitions()).containsExactly(new DayPartition(DAY.plusDays(1), State.ATTACHED));
        assertThat(stored()).containsExactly(aTrade(2, 0, MIDNIGHT));
    }

    @Test
    void aDayThatIsGoneAlreadyIsNoFault() {
        partitions.drop(DAY, WAIT);

        assertThat(partitions.drop(DAY, WAIT)).isTrue();
    }

    /** As one who was killed between the two left it. */
    @Test
    void aDayThatWasDetachedIsDropped() {
        db.execute("alter table trade detach partition trade_2026_03_01 concurrently");
        assertThat(partitions()).contains(new DayPartition(DAY, State.DETACHED));

        assertThat(partitions.drop(DAY, WAIT)).isTrue();

        assertThat(partitions()).containsExactly(new DayPartition(DAY.plusDays(1), State.ATTACHED));
    }

    @Test
    void whileAReaderMaySeeADayItStaysAndNobodyWaits() throws Exception {
        try (var reader = new Reader()) {
            assertThatExceptionOfType(LockTimeout.class).isThrownBy(() -> partitions.drop(DAY, IMPATIENCE));

            assertThat(partitions()).contains(new DayPartition(DAY, State.DETACHING));
            assertThat(stored()).as("for a new transaction").containsExactly(aTrade(2, 0, MIDNIGHT));
            insert(aTrade(3, 0, MIDNIGHT.plusSeconds(5)));
            partitions.ensure(List.of(DAY.plusDays(2)));
            assertThatExceptionOfType(LockTimeout.class)
                    .as("begun, but not beyond what the reader may see")
                    .isThrownBy(() -> partitions.drop(DAY, IMPATIENCE));
            assertThat(reader.seen()).as("to the end of its transaction").isEqualTo(2);
        }

        assertThat(partitions.drop(DAY, WAIT)).isTrue();
        assertThat(partitions()).extracting(DayPartition::day).containsExactly(DAY.plusDays(1), DAY.plusDays(2));
    }

    @Test
    void ofTwoSessionsThatDropDaysOneDoesNothing() {
        boolean done = db.database().autoCommit(WAIT, session -> {
            PartitionStore.DROP_LOCK.tryLock(session);
            return partitions.drop(DAY, WAIT);
        });

        assertThat(done).isFalse();
        assertThat(partitions()).contains(new DayPartition(DAY, State.ATTACHED));
    }

    @Test
    void whatClosedBeforeTheWatermarkIsRefused() {
        db.database().commit(tx -> new RetentionWatermark().move(tx, MIDNIGHT, WAIT));
        partitions.drop(DAY, WAIT);

        int stored = insert(aTrade(1, 1, NOON), aTrade(2, 1, MIDNIGHT));

        assertThat(stored).isOne();
        assertThat(stored()).containsExactly(aTrade(2, 0, MIDNIGHT), aTrade(2, 1, MIDNIGHT));
        assertThat(partitions()).extracting(DayPartition::day).doesNotContain(DAY);
        assertThat(db.rows("select paging_token, reason from rejected_trade"))
                .containsExactly(aTrade(1, 1, NOON).id()
                        + "\tledger_close_time: expected 2026-03-02T00:00:00Z or later, as trades are kept no longer,"
                        + " found 2026-03-01T12:00:00Z");
    }

    @Test
    void theWatermarkNeverMovesBack() {
        var watermark = new RetentionWatermark();
        db.database().commit(tx -> watermark.move(tx, MIDNIGHT, WAIT));
        db.database().commit(tx -> watermark.move(tx, NOON, WAIT));

        assertThat(db.database().snapshot(watermark::find)).contains(MIDNIGHT);
    }

    @Test
    void theWatermarkWaitsForTradesThatAreBeingStored() {
        var watermark = new RetentionWatermark();
        db.database().commit(tx -> {
            trades.insert(tx, List.of(aTrade(1, 1, NOON)), TradeSource.STREAM);

            assertThatExceptionOfType(LockTimeout.class)
                    .isThrownBy(() -> db.database().commit(other -> watermark.move(other, MIDNIGHT, IMPATIENCE)));
        });

        assertThat(db.database().snapshot(watermark::find)).isEmpty();
    }

    /** A transaction that has read trades, and lasts until it is closed. */
    private static final class Reader implements AutoCloseable {

        private static final String COUNT = "select count(*) from trade";

        private final CountDownLatch read = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final java.util.concurrent.ExecutorService thread = Executors.newSingleThreadExecutor();
        private final java.util.concurrent.Future<Integer> second;

        Reader() throws InterruptedException {
            second = thread.submit(() -> db.database().snapshot(tx -> {
                tx.get(COUNT, columns -> columns.getInt(1));
                read.countDown();
                awaitEnd();
                return tx.get(COUNT, columns -> columns.getInt(1));
            }));
            read.await();
        }

        private void awaitEnd() {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        int seen() throws Exception {
            end.countDown();
            return second.get();
        }

        @Override
        public void close() {
            end.countDown();
            thread.close();
        }
    }

    private int insert(Trade... some) {
        return db.database()
                .transaction(tx ->
                        trades.insert(tx, List.of(some), TradeSource.STREAM).count());
    }

    private List<DayPartition> partitions() {
        return db.database().snapshot(partitions::list);
    }

    private List<Trade> stored() {
        return db.database().snapshot(tx -> trades.list(tx, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")));
    }
}
