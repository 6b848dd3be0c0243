package org.stellarticker.ingester;

import java.time.Duration;
import org.stellarticker.daemon.Daemon;
import org.stellarticker.daemon.trace.LedgerTraces;
import org.stellarticker.db.Database;
import org.stellarticker.db.trade.RejectedTradeStore;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.budget.Priority;
import org.stellarticker.ingester.metrics.IngesterMetrics;
import org.stellarticker.ingester.trade.BackfillReader;
import org.stellarticker.ingester.trade.BackfillSteps;
import org.stellarticker.ingester.trade.Bootstrap;
import org.stellarticker.ingester.trade.EventWatch;
import org.stellarticker.ingester.trade.GapRecorder;
import org.stellarticker.ingester.trade.GapWatch;
import org.stellarticker.ingester.trade.LiveTrades;
import org.stellarticker.ingester.trade.RejectedReader;
import org.stellarticker.ingester.trade.TradeFollower;
import org.stellarticker.ingester.trade.TradePosition;
import org.stellarticker.ingester.trade.TradeWriter;

/**
 * The work that stores trades: live ones, backfills, and rejected records that this build can read.
 *
 * @param horizon the source of all trades
 */
record TradeWiring(IngesterConfig config, Daemon daemon, Database database, Horizon horizon, IngesterMetrics metrics) {

    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(30);

    /** Waits for Horizon, and starts the work. */
    void wire(TradePosition position, TradeWriter writer, GapRecorder gaps) throws InterruptedException {
        var clock = daemon.clock();
        var progress = daemon.progress("trades");
        var live = horizon.at(Priority.LIVE_TRADES, progress);
        new Bootstrap(live, position, Duration.ofDays(config.backfillDays()), clock).initialize();
        daemon.follow(
                "trades",
                new TradeFollower(
                        live, position, new LiveTrades(database, writer, clock, traces(position)), progress, clock));
        backfill(new BackfillSteps(database, writer, gaps, clock));
        daemon.follow(
                "rejected",
                new RejectedReader(
                        database,
                        writer,
                        new RejectedTradeStore(daemon.build()),
                        daemon.progress("rejected"),
                        clock,
                        metrics));
        daemon.every(WATCH_INTERVAL, "events", new EventWatch(database, metrics));
        daemon.every(WATCH_INTERVAL, "gaps", new GapWatch(database, daemon.progress("gaps"), clock, metrics));
    }

    private LedgerTraces traces(TradePosition position) {
        return new LedgerTraces(daemon.traces(), position::network);
    }

    private void backfill(BackfillSteps steps) {
        var progress = daemon.progress("backfill");
        daemon.follow(
                "backfill",
                new BackfillReader(
                        horizon.at(Priority.BACKFILL_TRADES, progress), steps, progress, daemon.clock(), metrics));
    }
}
