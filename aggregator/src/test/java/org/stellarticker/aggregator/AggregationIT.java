package org.stellarticker.aggregator;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.settings.TraceConfig;
import org.stellarticker.daemon.trace.OtlpReceiver;
import org.stellarticker.daemon.trace.TraceId;
import org.stellarticker.daemon.trace.TraceSource;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.cursor.NetworkStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/** The whole loop, on its own thread and by the system clock. */
class AggregationIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final Clock CLOCK = Clock.systemUTC();

    private TradeStore trades;

    @BeforeEach
    void emptyDatabase() {
        db.clear();
        trades = new TradeStore(db.database());
    }

    /** One aggregator, until it is closed. */
    private static final class Running implements AutoCloseable {

        private final Stop stop = new Stop();
        private final Progress progress = new Progress("windows", CLOCK);
        private final Thread thread;

        private final Traces traces;

        Running() {
            this(Traces.off());
        }

        Running(Traces traces) {
            this.traces = traces;
            thread = Thread.ofPlatform().start(this::run);
        }

        private void run() {
            var database = db.database();
            try (var leadership = database.leadership("aggregator");
                    var stored = database.listen(TradeStore.STORED)) {
                var candles = new CandleBuilder(database, new CandleStore(), leadership);
                var windows = new WindowCalculator(database, new MarketStore(), leadership, CLOCK);
                var status = new AggregationStatus(
                        progress,
                        new AggregatorMetrics(new SimpleMeterRegistry()),
                        new AggregatedLedgers(database, traces, CLOCK),
                        CLOCK);
                new Aggregation(leadership, stored, candles, windows, status, CLOCK).follow(stop);
            } catch (InterruptedException asked) {
                // Then it ends.
            }
        }

        ProgramState state() {
            return progress.report().state();
        }

        void end() {
            stop.request();
            await().atMost(ofSeconds(10)).until(() -> !thread.isAlive());
        }

        @Override
        public void close() {
            end();
        }
    }

    @Test
    void whatIsStoredShowsInTheWindowsWithinASecondOrSo() throws Exception {
        Instant now = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);
        try (var aggregator = new Running()) {
            await().until(() -> aggregator.state() == ProgramState.RUNNING);
            var arrived = new ArrayList<Trade>();
            for (int ledger = 1; ledger <= 5; ledger++) {
                var batch = List.of(
                        aTrade(ledger, 0, now.plusSeconds(ledger)),
                        aTrade(ledger, 1, now.plusSeconds(ledger), XLM, EUR, new Price(ledger, 3)));
                arrived.addAll(batch);
                insert(batch);
                await().atMost(ofSeconds(3))
                        .untilAsserted(() ->
                                assertThat(Windows.stored(db.database())).isEqualTo(Windows.recomputed(arrived, now)));
            }
        }
    }

    @Test
    void aLedgerThatASnapshotIsTheFirstToIncludeHasAStepOfItsTrace() throws Exception {
        Instant now = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);
        db.database().commit(tx -> new NetworkStore().save(tx, "a network"));
        try (var collector = OtlpReceiver.start();
                var traces = Traces.open(
                        Optional.of(new TraceConfig(URI.create(collector.address()), Map.of(), 1)),
                        new TraceSource("aggregator", "1", "here"));
                var aggregator = new Running(traces)) {
            await().until(() -> aggregator.state() == ProgramState.RUNNING);
            for (int ledger = 1; ledger <= 3; ledger++) {
                insert(List.of(aTrade(ledger, 0, now)));
                awaitWindowOf(ledger);
            }

            await().atMost(ofSeconds(20)).until(() -> collector.spans().size() == 2);
            for (int ledger = 2; ledger <= 3; ledger++) {
                assertThat(collector.spans(TraceId.ofLedger("a network", new LedgerSequence(ledger))))
                        .singleElement()
                        .returns("aggregate", OtlpReceiver.Received::name)
                        .satisfies(span -> assertThat(span.from()).isBetween(now, span.to()));
            }
        }
    }

    private static void awaitWindowOf(long ledger) {
        await().atMost(ofSeconds(10))
                .until(() -> db.database()
                        .snapshot(tx -> new MarketStore()
                                .listWindows(tx).stream()
                                        .anyMatch(window ->
                                                window.stats().last().ledger().equals(new LedgerSequence(ledger)))));
    }

    /** Nothing but traces reads the network's name here. */
    @Test
    void whatATraceWaitsForDelaysNoSnapshot() throws Exception {
        Instant now = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);
        try (var collector = OtlpReceiver.start();
                var traces = Traces.open(
                        Optional.of(new TraceConfig(URI.create(collector.address()), Map.of(), 1)),
                        new TraceSource("aggregator", "1", "here"));
                var aggregator = new Running(traces)) {
            await().until(() -> aggregator.state() == ProgramState.RUNNING);
            db.database().commit(locked -> {
                locked.update("lock table network in access exclusive mode");
                for (int ledger = 1; ledger <= 4; ledger++) {
                    insert(List.of(aTrade(ledger, 0, now)));
                    awaitWindowOf(ledger);
                }
            });
        }
    }

    @Test
    void theSnapshotMovesOnWhenNothingIsTraded() throws Exception {
        try (var aggregator = new Running()) {
            await().until(() -> aggregator.state() == ProgramState.RUNNING);
            Instant first = Windows.asOf(db.database());

            await().atMost(ofSeconds(3)).until(() -> Windows.asOf(db.database()).isAfter(first.plusMillis(900)));
        }
    }

    @Test
    void afterAPauseOrADeathBetweenCandlesAndWindowsAllComesOutRight() throws Exception {
        Instant start = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(8));
        List<Trade> all = new RandomTrades(new Random(5)).list(400, start, Duration.ofDays(8));
        insert(all.subList(0, 200));
        try (var _ = new Running()) {
            assertWindowsOf(all.subList(0, 200));
        }

        insert(all.subList(200, 400));
        // As one who died after the candles were committed left it.
        try (var leadership = db.database().leadership("aggregator")) {
            new CandleBuilder(db.database(), new CandleStore(), leadership).makeBatch();
        }
        try (var _ = new Running()) {
            assertWindowsOf(all);
        }
    }

    @Test
    void oneLeadsAndAnotherStandsByAndTakesOver() throws Exception {
        try (var first = new Running()) {
            await().until(() -> first.state() == ProgramState.RUNNING);
            try (var second = new Running()) {
                await().until(() -> second.state() == ProgramState.STANDBY);

                first.end();

                await().atMost(ofSeconds(5)).until(() -> second.state() == ProgramState.RUNNING);
            }
        }
    }

    @Test
    void aLostConnectionIsNoFault() throws Exception {
        Instant now = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);
        try (var aggregator = new Running()) {
            await().until(() -> aggregator.state() == ProgramState.RUNNING);

            db.execute("""
                    select pg_terminate_backend(pid)
                    from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()
                    """);
            await().ignoreExceptions().until(() -> {
                insert(List.of(aTrade(1, 0, now)));
                return true;
            });

            assertWindowsOf(List.of(aTrade(1, 0, now)));
            await().until(() -> aggregator.state() == ProgramState.RUNNING);
        }
    }

    private static void assertWindowsOf(List<Trade> all) {
        // As of the last snapshot, once there is one.
        await().atMost(ofSeconds(10))
                .ignoreException(NoSuchElementException.class)
                .untilAsserted(() -> {
                    Instant before = Windows.asOf(db.database());
                    assertThat(Windows.stored(db.database())).isEqualTo(Windows.recomputed(all, before));
                });
    }

    private void insert(List<Trade> batch) {
        db.database().commit(tx -> trades.insert(tx, batch, TradeSource.STREAM));
    }
}
