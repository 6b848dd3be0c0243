package org.stellarticker.ingester;

import java.time.Duration;
import java.util.List;
import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.cursor.NetworkStore;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.db.trade.RejectedTradeStore;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.Priority;
import org.stellarticker.ingester.horizon.RequestBudget;
import org.stellarticker.ingester.reconcile.AggregationReconciler;
import org.stellarticker.ingester.reconcile.Audit;
import org.stellarticker.ingester.reconcile.HorizonCandles;
import org.stellarticker.ingester.trade.BackfillReader;
import org.stellarticker.ingester.trade.Bootstrap;
import org.stellarticker.ingester.trade.EventWatch;
import org.stellarticker.ingester.trade.GapWatch;
import org.stellarticker.ingester.trade.NetworkGuard;
import org.stellarticker.ingester.trade.RejectedReader;
import org.stellarticker.ingester.trade.TradeFollower;
import org.stellarticker.ingester.trade.TradeIntake;

/** Follows Horizon's trades into PostgreSQL, pages the past, and keeps assets and order books fresh. */
public final class Main {

    /** One that reported so shortly before goes on being served by the others, and must not end for what Horizon says. */
    private static final Duration RESTART = Duration.ofSeconds(30);

    private static final Duration GAP_INTERVAL = Duration.ofSeconds(30);

    private static final int WRONG_USE = 64;

    private Main() {}

    public static void main(String[] args) {
        List<String> arguments = List.of(args);
        List<String> rest = arguments.stream().skip(1).toList();
        switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "" -> Daemon.run("ingester", IngesterConfig::read, Main::wire);
            case BackfillCommand.NAME -> BackfillCommand.run(rest);
            case RejectedCommand.NAME -> RejectedCommand.run(rest);
            default -> refuse(arguments.getFirst());
        }
    }

    @SuppressWarnings("SystemOut") // For whoever typed it.
    private static void refuse(String command) {
        System.err.println("ingester: expected nothing, " + BackfillCommand.NAME + " or " + RejectedCommand.NAME
                + ", found \"" + command + "\"");
        System.exit(WRONG_USE);
    }

    private static void wire(IngesterConfig config, Daemon daemon) throws InterruptedException {
        var clock = daemon.clock();
        var budget = RequestBudget.perHour(config.requestsPerHour());
        var database = daemon.open(Database.open(config.database(), "ingester"));
        SchemaVersion.check(database);
        var reports = new ProgramStatusStore();
        boolean served = database.snapshot(
                tx -> reports.isReported(tx, "ingester", clock.instant().minus(RESTART)));
        daemon.reportTo(report -> database.commit(tx -> reports.save(tx, report)));

        var leader = new LeaderFollower(daemon.open(database.leadership("ingester")), daemon.progress("lead"));
        leader.await(daemon.stop());
        daemon.follow("lead", leader);

        var trades = new TradeStore(database, daemon.build());
        var intake = new TradeIntake(
                database, trades, new NetworkStore(), new CursorStore(), new BackfillStore(), clock, daemon.metrics());
        var admission = new NetworkGuard(intake, daemon.progress("horizon"), clock, served);
        var horizon = daemon.open(new Horizon(config.horizonUrls(), admission, budget, clock, daemon.metrics()));
        var live = daemon.progress("trades");
        var backfill = daemon.progress("backfill");
        var first = horizon.at(Priority.LIVE_TRADES, live);
        new Bootstrap(first, intake, Duration.ofDays(config.backfillDays()), clock).settle();

        daemon.follow("trades", new TradeFollower(first, intake, live, clock));
        daemon.follow(
                "backfill",
                new BackfillReader(
                        horizon.at(Priority.BACKFILL_TRADES, backfill), intake, backfill, clock, daemon.metrics()));
        var audit = daemon.work("audit");
        daemon.follow(
                "audit",
                new Audit(
                        horizon.elsewhere().at(Priority.AUDIT, audit.progress()),
                        database,
                        trades,
                        config.auditDelay(),
                        audit));
        daemon.follow(
                "rejected",
                new RejectedReader(
                        database,
                        trades,
                        new RejectedTradeStore(daemon.build()),
                        intake,
                        daemon.progress("rejected"),
                        clock,
                        daemon.metrics()));
        daemon.every(GAP_INTERVAL, "events", new EventWatch(database, daemon.metrics()));
        daemon.every(GAP_INTERVAL, "gaps", new GapWatch(database, daemon.progress("gaps"), clock, daemon.metrics()));
        var candles = daemon.work("candles");
        daemon.every(
                Duration.ofMinutes(1),
                "candles",
                new HorizonCandles(
                        horizon.at(Priority.AGGREGATIONS, candles.progress()),
                        database,
                        Duration.ofDays(config.candleHistoryDays()),
                        candles));
        var sums = daemon.progress("sums");
        daemon.every(
                Duration.ofMinutes(1),
                "sums",
                new AggregationReconciler(
                        horizon.at(Priority.AGGREGATIONS, sums), database, sums, clock, daemon.metrics()));
        var time = daemon.progress("clock");
        daemon.every(Duration.ofMinutes(1), "clock", new ClockWatch(horizon.at(Priority.LIVE_TRADES, time), time));
        CatalogWiring.wire(config, daemon, database, horizon);
    }
}
