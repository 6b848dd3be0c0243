package org.stellarticker.dbcleaner;

import java.time.Clock;
import java.time.Duration;
import org.stellarticker.daemon.Daemon;
import org.stellarticker.daemon.OneShot;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.status.ProgramStatusStore;

/**
 * Keeps the database small: makes a pass each {@code CLEAN_INTERVAL}, or, started as {@code db-cleaner run}, one pass at once,
 * also while a cleaner runs.
 */
public final class Main {

    private static final int WRONG_USE = 64;

    /** How often the days are looked at, and how often a copy that stands by tries to lead. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private Main() {}

    public static void main(String[] args) {
        switch (String.join(" ", args)) {
            case "" -> Daemon.run("db-cleaner", CleanerConfig::read, Main::wire);
            case "run" -> OneShot.run("db-cleaner", CleanerConfig::read, Main::cleanOnce);
            default -> refuse(String.join(" ", args));
        }
    }

    private static void wire(CleanerConfig config, Daemon daemon) {
        var database = daemon.open(Database.open(config.database(), "db-cleaner"));
        SchemaVersion.check(database);
        var reports = new ProgramStatusStore();
        daemon.reportTo(report -> database.commit(tx -> reports.save(tx, report)));

        var metrics = new CleanerMetrics(daemon.metrics());
        var leadership = daemon.open(database.leadership("db-cleaner"));
        var cleaner = new Cleaner(database, config.retention(), daemon.clock());
        Runnable wakeCleaning = daemon.every(
                config.interval(),
                "clean",
                new Cleaning(leadership, cleaner, daemon.progress("clean"), metrics, daemon.stop()));
        var days = new TradeDays(database, config.retention(), daemon.clock());
        daemon.every(LOOK, "days", new KeptDays(leadership, days, daemon.progress("days"), wakeCleaning));
    }

    @SuppressWarnings("SystemOut") // What was asked for is the answer, not a log.
    private static void cleanOnce(CleanerConfig config, Clock clock) {
        try (var database = Database.open(config.database(), "db-cleaner run")) {
            SchemaVersion.check(database);
            Cleaned cleaned = new Cleaner(database, config.retention(), clock).clean();
            System.out.println("kept: " + cleaned.kept());
            System.out.println("taken away: " + cleaned.takenAway());
        }
    }

    @SuppressWarnings("SystemOut")
    private static void refuse(String arguments) {
        System.err.println("db-cleaner: expected nothing, or run for one pass, found \"" + arguments + "\"");
        System.exit(WRONG_USE);
    }
}
