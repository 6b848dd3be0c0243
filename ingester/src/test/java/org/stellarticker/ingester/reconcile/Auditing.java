package org.stellarticker.ingester.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.TestClock;
import org.stellarticker.core.market.Trade;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.daemon.trace.LedgerTraces;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.metrics.IngesterMetrics;
import org.stellarticker.ingester.trade.BackfillReader;
import org.stellarticker.ingester.trade.BackfillSteps;
import org.stellarticker.ingester.trade.Bootstrap;
import org.stellarticker.ingester.trade.GapRecorder;
import org.stellarticker.ingester.trade.LiveTrades;
import org.stellarticker.ingester.trade.TradeFollower;
import org.stellarticker.ingester.trade.TradePosition;
import org.stellarticker.ingester.trade.TradeWriter;

/** Runs an ingester that stores the trades of one Horizon and audits them against another; each part ends like a process. */
final class Auditing implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMillis(300);
    static final Duration DELAY = Duration.ofSeconds(60);

    private final TestDatabase database;
    private final TestClock clock;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final IngesterMetrics counted = new IngesterMetrics(metrics);
    private final List<Runnable> ends = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();

    Auditing(TestDatabase database, TestClock clock) {
        this.database = database;
        this.clock = clock;
    }

    private Horizon horizon(URI url) {
        var horizon = new Horizon(List.of(url), RequestBudget.perHour(0), clock, counted);
        ends.add(horizon::close);
        return horizon;
    }

    /** Backfills and follows the live stream of a Horizon until so many trades are stored. */
    void read(TestHorizon source, Duration backfilled, int trades) throws InterruptedException {
        try (var auditing = new Auditing(database, clock)) {
            Horizon horizon = auditing.horizon(source.url());
            var position = new TradePosition(database.database());
            var writer = new TradeWriter(new TradeStore(database.database()), counted);
            new Bootstrap(horizon, position, backfilled, clock).initialize();
            auditing.start(new TradeFollower(
                    horizon,
                    position,
                    new LiveTrades(database.database(), writer, clock, LedgerTraces.off()),
                    new Progress("trades", clock),
                    clock,
                    QUIET));
            var backfill = new Progress("backfill", clock);
            var gaps = new GapRecorder(database.database(), position, clock);
            auditing.start(new BackfillReader(
                    horizon, new BackfillSteps(database.database(), writer, gaps, clock), backfill, clock, counted));
            await().atMost(TIMEOUT).until(() -> stored().size() >= trades);
            // The position after the last trade is proven only by a page that holds no later trade.
            await().atMost(TIMEOUT).until(() -> database.rows("""
                select stream
                from stream_cursor
                where stream = 'trades' and split_part(paging_token, '-', 1)::bigint >= (select max(toid) from trade)
                """).equals(List.of("trades")));
            await().atMost(TIMEOUT).until(() -> backfill.report().state() == ProgramState.FINISHED);
        }
    }

    /** Starts the audit. */
    Progress audit(TestHorizon source) {
        var progress = new Progress("audit", clock);
        // A delay of zero makes the audit poll often; its clock stands still anyway.
        start(new Audit(
                horizon(source.url()),
                database.database(),
                new TradeWriter(new TradeStore(database.database()), counted),
                Duration.ZERO,
                new WorkContext(progress, clock, new Stop()),
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
                assertThat(thread.join(Duration.ofSeconds(20)))
                        .as("ended in time")
                        .isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    double disagreedWindows() {
        return metrics.get("ticker.audit.windows")
                .tag("state", "disagreed")
                .gauge()
                .value();
    }

    List<Trade> stored() {
        var trades = new TradeStore(database.database());
        return database.database()
                .snapshot(tx ->
                        trades.list(tx, Instant.parse("2025-12-31T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z")));
    }

    /** Returns the begin, state, evidence, trades read and trades repaired of each hour. */
    List<String> windows() {
        return database.rows("""
            select to_char(hour at time zone 'UTC', 'DD HH24:MI'), state, array_to_string(evidence, '+'), trades_read,
                trades_repaired
            from audit_window
            order by hour
            """).stream().map(row -> row.replace('\t', ' ')).toList();
    }

    void awaitWindows(String... expected) {
        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(fault.get()).isNull();
            assertThat(windows()).containsExactly(expected);
        });
    }

    @Override
    public void close() {
        ends.reversed().forEach(Runnable::run);
        ends.clear();
        assertThat(fault.get()).isNull();
    }
}
