package org.stellarticker.ingester;

import java.time.Duration;
import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.budget.Priority;
import org.stellarticker.ingester.metrics.IngesterMetrics;
import org.stellarticker.ingester.reconcile.AggregationReconciler;
import org.stellarticker.ingester.reconcile.Audit;
import org.stellarticker.ingester.reconcile.HorizonCandles;
import org.stellarticker.ingester.trade.TradeWriter;

/** The work that compares what is stored with Horizon: trades, aggregations, older candles, and the clock. */
record AuditWiring(IngesterConfig config, Daemon daemon, Database database, Horizon horizon, IngesterMetrics metrics) {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    void wire(TradeWriter writer) {
        var audit = daemon.work("audit");
        daemon.follow(
                "audit",
                new Audit(
                        horizon.elsewhere().at(Priority.AUDIT, audit.progress()),
                        database,
                        writer,
                        config.auditDelay(),
                        audit,
                        metrics));
        var candles = daemon.work("candles");
        daemon.every(
                INTERVAL,
                "candles",
                new HorizonCandles(
                        horizon.at(Priority.AGGREGATIONS, candles.progress()),
                        database,
                        Duration.ofDays(config.candleHistoryDays()),
                        candles,
                        metrics));
        var sums = daemon.progress("sums");
        daemon.every(
                INTERVAL,
                "sums",
                new AggregationReconciler(
                        horizon.at(Priority.AGGREGATIONS, sums), database, sums, daemon.clock(), metrics));
        var time = daemon.progress("clock");
        daemon.every(INTERVAL, "clock", new ClockWatch(horizon.at(Priority.LIVE_TRADES, time), time));
    }
}
