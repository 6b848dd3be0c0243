package org.stellarticker.ingester;

import java.time.Duration;
import java.util.List;
import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.metrics.IngesterMetrics;
import org.stellarticker.ingester.trade.CloseTimeConflicts;
import org.stellarticker.ingester.trade.GapRecorder;
import org.stellarticker.ingester.trade.NetworkGuard;
import org.stellarticker.ingester.trade.ServerWatch;
import org.stellarticker.ingester.trade.TradePosition;
import org.stellarticker.ingester.trade.TradeWriter;

/** Streams Horizon's trades into PostgreSQL, audits that none is missing, and keeps assets, order books and pools fresh. */
public final class Main {

    /** A program that reported within this time goes on being served by the others, so that Horizon must not end it. */
    private static final Duration RESTART = Duration.ofSeconds(30);

    private static final Duration DISK_INTERVAL = Duration.ofSeconds(2);

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

    @SuppressWarnings("SystemOut") // The operator reads it.
    private static void refuse(String command) {
        System.err.println("ingester: expected nothing, " + BackfillCommand.NAME + " or " + RejectedCommand.NAME
                + ", found \"" + command + "\"");
        System.exit(WRONG_USE);
    }

    private static void wire(IngesterConfig config, Daemon daemon) throws InterruptedException {
        var clock = daemon.clock();
        var metrics = new IngesterMetrics(daemon.metrics());
        Horizon.register(metrics);
        var opened = daemon.open(Database.open(config.database(), "ingester"));
        SchemaVersion.check(opened);
        boolean served = reportStatus(daemon, opened);
        awaitLeadership(daemon, opened);
        var database = pausingWhileTheDiskIsFull(daemon, opened);

        var position = new TradePosition(database);
        var writer = new TradeWriter(new TradeStore(database, daemon.build()), metrics);
        var gaps = new GapRecorder(database, position, clock);
        var horizon = daemon.open(new Horizon(
                config.horizonUrls(),
                new NetworkGuard(position, new CloseTimeConflicts(database, writer, clock), clock),
                new ServerWatch(position, gaps, daemon.progress("horizon"), clock, served),
                RequestBudget.perHour(config.requestsPerHour()),
                clock,
                metrics));

        new TradeWiring(config, daemon, database, horizon, metrics).wire(position, writer, gaps);
        new AuditWiring(config, daemon, database, horizon, metrics).wire(writer);
        new CatalogWiring(config, daemon, database, horizon, metrics).wire();
    }

    /** @return whether the program ran just before, so that the product is being served */
    private static boolean reportStatus(Daemon daemon, Database database) {
        var reports = new ProgramStatusStore();
        boolean served = database.snapshot(tx ->
                reports.isReported(tx, "ingester", daemon.clock().instant().minus(RESTART)));
        daemon.reportTo(report -> database.commit(tx -> reports.save(tx, report)));
        return served;
    }

    private static Database pausingWhileTheDiskIsFull(Daemon daemon, Database database) {
        var disk = daemon.disk();
        disk.register(daemon.metrics());
        daemon.every(DISK_INTERVAL, "disk", () -> disk.report(daemon.progress("disk")));
        return database.pausing(disk::awaitRoom);
    }

    private static void awaitLeadership(Daemon daemon, Database database) throws InterruptedException {
        var leader = new LeaderFollower(daemon.open(database.leadership("ingester")), daemon.progress("lead"));
        leader.await(daemon.stop());
        daemon.follow("lead", leader);
    }
}
