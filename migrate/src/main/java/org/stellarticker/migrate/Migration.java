package org.stellarticker.migrate;

import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.ServerVersion;

/** Brings the schema of one database up to date. */
final class Migration {

    private static final Logger log = LoggerFactory.getLogger(Migration.class);

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final DatabaseAddress address;
    private final Patience patience;

    Migration(DatabaseAddress address, Patience patience) {
        this.address = address;
        this.patience = patience;
    }

    /**
     * Waits for the database, and migrates it.
     *
     * @throws RuntimeException with one line that says why it could not be done
     */
    void run() throws InterruptedException {
        try (Database database = reached()) {
            checkServer(database.serverVersion());
            checkSchema(database);
            migrate();
            SchemaVersion.check(database);
        }
    }

    private Database reached() throws InterruptedException {
        long start = System.nanoTime();
        long nextLine = 0;
        while (true) {
            try {
                return Database.open(address, "migrate");
            } catch (DatabaseUnavailable notYet) {
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                if (waited.compareTo(notYet.answered() ? patience.untilReady() : patience.untilAnswer()) >= 0) {
                    throw new MigrationFault(
                            notYet.getMessage() + " (gave up after " + waited.toSeconds() + " s)", notYet);
                }
                if (waited.toNanos() >= nextLine) {
                    log.info("waiting: {}", notYet.getMessage());
                    nextLine = waited.plus(BETWEEN_LINES).toNanos();
                }
                Thread.sleep(patience.between());
            }
        }
    }

    void checkServer(ServerVersion found) {
        if (found.isTooOld()) {
            throw new MigrationFault("database " + address + ": found PostgreSQL " + found.text() + ", expected "
                    + ServerVersion.OLDEST + " or later; upgrade it, or name another by DATABASE_URL");
        }
    }

    /** Flyway would pass over migrations that it does not know. */
    private static void checkSchema(Database database) {
        SchemaVersion.of(database).ifPresent(found -> found.checkNotNewer(database));
    }

    private void migrate() {
        var credentials = address.credentials();
        Flyway flyway = Flyway.configure()
                .dataSource(address.jdbcUrl(), credentials.getProperty("user"), credentials.getProperty("password"))
                .locations("classpath:" + SchemaVersion.MIGRATIONS)
                .load();
        try {
            MigrateResult result = flyway.migrate();
            log.atInfo()
                    .addKeyValue("database", address)
                    .addKeyValue("version", SchemaVersion.ofProgram().number())
                    .addKeyValue("applied", result.migrationsExecuted)
                    .log(result.migrationsExecuted == 0 ? "schema is up to date" : "schema brought up to date");
        } catch (FlywayException e) {
            throw new MigrationFault(
                    "database " + address + ": its schema could not be brought up to date: " + reason(e), e);
        }
    }

    /** What the database said, without the pages that Flyway puts around it. */
    private static String reason(Throwable fault) {
        Throwable deepest = fault;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(deepest.toString());
    }
}
