package org.stellarticker.ingester.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.trace.LedgerTraces;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.budget.Priority;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/** An ingester against a test's Horizon and a real database, whose parts are started and ended like those of a process. */
final class Ingesting implements AutoCloseable {

    /** Long before which a stream of the tests says something. */
    private static final Duration QUIET = Duration.ofMillis(500);

    private final TestDatabase database;
    private final Clock clock;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Horizon horizon;
    private final Progress source;
    private final IngesterMetrics counted = new IngesterMetrics(metrics);
    private final TradePosition position;
    private final TradeWriter writer;
    private final GapRecorder gaps;
    private final List<Runnable> ends = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();

    Ingesting(TestDatabase database, TestHorizon source, Instant now) {
        this(database, List.of(source), Clock.fixed(now, ZoneOffset.UTC));
    }

    Ingesting(TestDatabase database, List<TestHorizon> sources, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.source = new Progress("horizon", clock);
        this.position = new TradePosition(database.database());
        this.writer = new TradeWriter(new TradeStore(database.database()), counted);
        this.gaps = new GapRecorder(database.database(), position, clock);
        this.horizon = new Horizon(
                sources.stream().map(TestHorizon::url).toList(),
                new NetworkGuard(position, new CloseTimeConflicts(database.database(), writer, clock), clock),
                new ServerWatch(position, gaps, this.source, clock, /* served= */ false),
                RequestBudget.perHour(0),
                clock,
                counted);
    }

    /** What is known of the Horizon that is asked. */
    Progress.Report source() {
        return source.report();
    }

    TradePosition position() {
        return position;
    }

    /** Returns how often a kind of error was counted. */
    double errors(String kind) {
        return metrics.find("ticker.horizon.errors").tag("kind", kind).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Returns how often any kind of error was counted. */
    double errors() {
        return metrics.find("ticker.horizon.errors").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    void initialize(Duration backfilled) throws InterruptedException {
        new Bootstrap(horizon, position, backfilled, clock).initialize();
    }

    /** Starts following the live trades. */
    Progress follow() {
        var progress = new Progress("trades", clock);
        start(new TradeFollower(
                horizon.at(Priority.LIVE_TRADES, progress::retrying),
                position,
                new LiveTrades(database.database(), writer, clock, LedgerTraces.off()),
                progress,
                clock,
                QUIET));
        return progress;
    }

    /** Starts the backfill. */
    Progress readBackfill() {
        var progress = new Progress("backfill", clock);
        start(new BackfillReader(
                horizon.at(Priority.BACKFILL_TRADES, progress::retrying),
                new BackfillSteps(database.database(), writer, gaps, clock),
                progress,
                clock,
                counted));
        return progress;
    }

    private void start(Follower follower) {
        var stop = new Stop();
        var thread = Thread.ofPlatform().start(() -> {
            try {
                follower.follow(stop);
            } catch (Throwable thrown) {
                if (!stop.requested()) {
                    fault.set(thrown);
                }
            }
        });
        ends.add(() -> {
            stop.request();
            thread.interrupt();
            try {
                assertThat(thread.join(Duration.ofSeconds(5)))
                        .as("ended in time")
                        .isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The ids of all trades stored, in their order. */
    List<TradeId> stored() {
        return database.rows("select toid, trade_index from trade order by toid, trade_index").stream()
                .map(row -> row.split("\t"))
                .map(columns -> new TradeId(Long.parseLong(columns[0]), Integer.parseInt(columns[1])))
                .toList();
    }

    /** What ended work of it by itself; {@link #close} has nothing to complain of then. */
    Optional<Throwable> endedBy() {
        return Optional.ofNullable(fault.getAndSet(null));
    }

    /** Ends all work, wherever it is, as the end of a process does. */
    @Override
    public void close() {
        ends.forEach(Runnable::run);
        ends.clear();
        horizon.close();
        assertThat(fault.get()).isNull();
    }
}
