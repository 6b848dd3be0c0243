package org.stellarticker.graphqlserver.database;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.limit.FairTurns;

/**
 * The database, which may go down and come back while the program runs. While it is down, reads are refused at once. One
 * whose schema is missing or of an earlier release counts as down, too: it is about to be migrated. {@link #follow} checks it
 * every second.
 */
public final class LiveDatabase implements Follower {

    private static final Logger log = LoggerFactory.getLogger(LiveDatabase.class);

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Until it is seen for the first time: readers wait for the start. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);

    /** A check takes milliseconds. nginx waits for five seconds before it answers in the program's place. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(3);

    private static final String NO_ANSWER = "the database does not answer";

    /** A read takes milliseconds and little memory; more at once would wait for connections, and keep other work from them. */
    private static final FairTurns.Bounds READS = new FairTurns.Bounds(4, 200, 100, Duration.ofSeconds(10));

    private final Database database;
    private final Database checks;
    private final Progress progress;
    private final RequestLimits limits =
            new RequestLimits(0, Duration.ofSeconds(10), Optional.of(new FairTurns("reads", READS)));
    private final SchemaVersion schema = SchemaVersion.ofProgram();
    private volatile boolean away;
    private volatile boolean seen;

    /** Creates a database that counts as up until it is found to be down, and is checked by the same connections. */
    public LiveDatabase(Database database, Clock clock) {
        this(database, database, new Progress("database", clock));
    }

    /**
     * @param database with the connections that answer requests
     * @param checks the same with connections of their own, so that slow requests do not look like a database that is down
     * @param progress stalls while the database is down
     */
    public LiveDatabase(Database database, Database checks, Progress progress) {
        this.database = database;
        this.checks = checks;
        this.progress = progress.stalledAfter(LONGEST_LOOK.multipliedBy(2));
    }

    /** Returns the limits of requests without a body that read: all routes that have them take turns together. */
    public RequestLimits limits() {
        return limits;
    }

    /**
     * Reads in one snapshot.
     *
     * @throws DatabaseAway at once while the database is known to be down
     */
    public <T> T snapshot(Database.Work<T> work) {
        if (away) {
            throw new DatabaseAway(NO_ANSWER);
        }
        return watched(() -> database.snapshot(work));
    }

    /**
     * Reads like {@link #snapshot}, but for at most three seconds: a database that does not answer by then counts as down.
     */
    public <T> T lookAt(Database.Work<T> work) throws InterruptedException {
        if (away) {
            throw new DatabaseAway(NO_ANSWER);
        }
        return inTime(() -> checks.snapshot(work));
    }

    private <T> T inTime(Supplier<T> look) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var result = new FutureTask<>(() -> {
            begun.countDown();
            return watched(look);
        });
        // A platform thread: heavy queries share the carriers of virtual ones, and a busy processor is no outage.
        Thread.ofPlatform().daemon().name("database look").start(result);
        try {
            begun.await();
            return result.get(LONGEST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            String message = "database " + database.address() + ": no answer within " + LONGEST_LOOK.toSeconds() + " s";
            goneBecause(message);
            throw new DatabaseAway(message, late);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> throw new IllegalStateException(failed);
            }
        }
    }

    private <T> T watched(Supplier<T> result) {
        try {
            return result.get();
        } catch (DatabaseUnavailable gone) {
            String message = String.valueOf(gone.getMessage());
            // What a standby cancels may succeed at once; the database is well. A thread that is interrupted loses its
            // own connection: its client has gone, not the database.
            if (!gone.busy() && !gone.byReplay() && !Thread.currentThread().isInterrupted()) {
                goneBecause(message);
            }
            throw new DatabaseAway(message, gone);
        }
    }

    private void goneBecause(String reason) {
        if (!away) {
            away = true;
            if (seen) {
                log.atWarn().addKeyValue("because", reason).log("database down");
            } else {
                // At a start, programs and database start side by side.
                log.atInfo().addKeyValue("because", reason).log("waiting for the database");
            }
        }
    }

    /** Returns whether it has answered since the start. */
    public boolean isKnown() {
        return seen;
    }

    /** Returns whether it answered the last time. */
    public boolean answers() {
        return !away;
    }

    /** Returns the version of its schema, which is the one that this program knows. */
    public SchemaVersion schema() {
        return schema;
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        do {
            look();
        } while (!stop.await(seen ? LOOK : FIRST_LOOK));
    }

    /** Checks the database. When it comes back with the schema of a later release, the program ends. */
    private void look() throws InterruptedException {
        try {
            Optional<SchemaVersion> found = inTime(() -> SchemaVersion.of(checks));
            if (found.isEmpty() || found.get().number() < schema.number()) {
                waitForMigration(found);
                return;
            }
            if (!found.get().equals(schema)) {
                found.get().checkNotNewer(checks);
            }
            if (away) {
                away = false;
                log.info("database up again");
            }
            seen = true;
            progress.running("");
        } catch (DatabaseAway gone) {
            progress.retrying(String.valueOf(gone.getMessage()));
        }
    }

    private void waitForMigration(Optional<SchemaVersion> found) {
        String reason = "database " + database.address() + ": expected schema version " + schema.number() + ", found "
                + found.map(version -> String.valueOf(version.number())).orElse("none")
                + "; waiting until it is migrated";
        if (!away) {
            away = true;
            log.info(reason);
        }
        progress.retrying(reason);
    }
}
