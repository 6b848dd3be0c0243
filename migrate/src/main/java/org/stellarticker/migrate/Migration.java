package org.stellarticker.migrate;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.ProgramsRole;
import org.stellarticker.db.ReadOnlyRole;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.ServerVersion;

/** Migrates the schema of one database. */
public final class Migration {

    private static final Logger log = LoggerFactory.getLogger(Migration.class);

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final DatabaseAddress address;
    private final Backoff backoff;

    Migration(DatabaseAddress address, Backoff backoff) {
        this.address = address;
        this.backoff = backoff;
    }

    /** Returns a migration with the program's waiting times. */
    public static Migration of(DatabaseAddress address) {
        return new Migration(address, Backoff.USUAL);
    }

    /**
     * Waits for the database and migrates it.
     *
     * @throws RuntimeException with one line that says why the migration failed
     */
    public void run() {
        try (Database database = reached()) {
            checkServer(database.serverVersion());
            checkWrites(database);
            checkConnections(database.connectionsAllowed());
            checkSchema(database);
            migrate(SchemaVersion.ofProgram());
            SchemaVersion.check(database);
            checkOwner(database);
        }
    }

    /** Waits for the database, checks its server, and returns it. */
    Database open() {
        Database database = reached();
        try {
            checkServer(database.serverVersion());
            checkSchema(database);
            return database;
        } catch (RuntimeException unsuitable) {
            database.close();
            throw unsuitable;
        }
    }

    /** Brings the schema to a version of this release or an earlier one; a later schema stays. */
    void to(SchemaVersion version) {
        migrate(version);
    }

    /** Waits for the database, as a superuser, and makes the programs' role the owner of everything in it. */
    public void giveTo(ProgramsRole programs) {
        try (Database database = reached()) {
            programs.establish(database);
        }
    }

    /** Creates the role for reading; the address is the tables' owner's with CREATEROLE, or a superuser's. */
    public void createReadOnlyRole() {
        try (Database database = reached()) {
            ReadOnlyRole.establish(database);
        }
    }

    private Database reached() {
        var waiting = new Waiting();
        var untilReached = RetryPolicy.<Database>builder()
                .handle(DatabaseUnavailable.class)
                .withDelay(backoff.between())
                .withMaxAttempts(-1)
                .abortIf((none, fault) -> waiting.isOver((DatabaseUnavailable) fault))
                .onRetry(again -> waiting.report(again.getLastException()))
                .build();
        try {
            return Failsafe.with(untilReached).get(() -> Database.open(address, "migrate"));
        } catch (DatabaseUnavailable unreached) {
            throw new MigrationException(
                    unreached.getMessage() + " (gave up after "
                            + waiting.sinceStart().toSeconds() + " s)",
                    unreached);
        }
    }

    /** One wait for the database, with a log line every few seconds. */
    private final class Waiting {

        private final long start = System.nanoTime();
        private Duration nextLine = Duration.ZERO;

        Duration sinceStart() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        boolean isOver(DatabaseUnavailable reason) {
            return sinceStart().compareTo(reason.answered() ? backoff.untilReady() : backoff.untilAnswer()) >= 0;
        }

        void report(Throwable reason) {
            if (sinceStart().compareTo(nextLine) >= 0) {
                log.info("waiting: {}", reason.getMessage());
                nextLine = sinceStart().plus(BETWEEN_LINES);
            }
        }
    }

    void checkServer(ServerVersion found) {
        if (found.isTooOld()) {
            throw new MigrationException("database " + address + ": found PostgreSQL " + found.text() + ", expected "
                    + ServerVersion.OLDEST + " or later; upgrade it, or name another by DATABASE_URL");
        }
    }

    /** A schema that is current already would pass on a standby, and then no program could store anything. */
    private void checkWrites(Database database) {
        if (database.onlyReads()) {
            throw new MigrationException("database " + address
                    + ": expected one that can be written, found one that only reads (a standby, or"
                    + " default_transaction_read_only); name its primary by DATABASE_URL, or promote it");
        }
    }

    /** Programs write all tables and drop days of trades, which only an owner may do. */
    private void checkOwner(Database database) {
        database.otherOwner().ifPresent(owner -> {
            throw new MigrationException("database " + address + ": expected tables of its user, found those of "
                    + owner + "; name that user in DATABASE_URL, or make the other one a member of its role");
        });
    }

    void checkConnections(int allowed) {
        int needed = Database.connectionsOfARun();
        if (allowed < needed) {
            throw new MigrationException("database " + address + ": expected " + needed
                    + " connections for the programs of a run, found " + allowed
                    + " allowed; raise max_connections, or the limit of its user or database");
        }
    }

    /** Refuses a newer schema; Flyway would ignore migrations that it does not know. */
    private static void checkSchema(Database database) {
        SchemaVersion.of(database).ifPresent(found -> found.checkNotNewer(database));
    }

    private void migrate(SchemaVersion target) {
        var credentials = address.credentials();
        Flyway flyway = Flyway.configure()
                .dataSource(address.jdbcUrl(), credentials.getProperty("user"), credentials.getProperty("password"))
                .locations("classpath:" + SchemaVersion.MIGRATIONS)
                .target(String.valueOf(target.number()))
                .load();
        try {
            MigrateResult result = flyway.migrate();
            log.atInfo()
                    .addKeyValue("database", address)
                    .addKeyValue("version", target.number())
                    .addKeyValue("applied", result.migrationsExecuted)
                    .log(result.migrationsExecuted == 0 ? "schema is up to date" : "schema brought up to date");
        } catch (FlywayValidateException others) {
            throw new MigrationException(
                    "database " + address
                            + ": expected the migrations of this program, found those of another release ("
                            + reason(others) + "); run that release, or begin with an empty database: set another"
                            + " TICKER_HOME or DATABASE_URL",
                    others);
        } catch (FlywayException e) {
            throw new MigrationException(
                    "database " + address + ": its schema could not be brought up to date: " + reason(e), e);
        }
    }

    /** Returns the database's message without Flyway's report around it. */
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
                .map(Migration::withRemedy)
                .orElse(deepest.toString());
    }

    private static String withRemedy(String said) {
        if (said.contains("non-empty schema")) {
            return "it holds tables of others; name an empty database by DATABASE_URL";
        }
        return said.contains("permission denied") ? said + "; make its user the database's owner" : said;
    }
}
