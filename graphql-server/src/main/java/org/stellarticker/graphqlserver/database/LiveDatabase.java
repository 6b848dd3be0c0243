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

/**
 * The database, which may go away and come back while the program lives. As long as it is away, whoever asks is told so
 * at once; followed, it is looked after every second.
 */
public final class LiveDatabase implements Follower {

    private static final Logger log = LoggerFactory.getLogger(LiveDatabase.class);

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** A look takes milliseconds. nginx waits for five seconds until it answers for us. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(3);

    private static final String NO_ANSWER = "the database does not answer";

    private final Database database;
    private final Progress progress;
    private final SchemaVersion schema = SchemaVersion.ofProgram();
    private volatile boolean away;

    /** It is taken to be there until it is found to be away. */
    public LiveDatabase(Database database, Clock clock) {
        this(database, new Progress("database", clock));
    }

    /** @param progress stalls while the database is away */
    public LiveDatabase(Database database, Progress progress) {
        this.database = database;
        this.progress = progress.stalledAfter(LONGEST_LOOK.multipliedBy(2));
    }

    /**
     * Reads in one snapshot.
     *
     * @throws DatabaseAway at once while the database is known to be away
     */
    public <T> T snapshot(Database.Work<T> work) {
        if (away) {
            throw new DatabaseAway(NO_ANSWER);
        }
        return watched(() -> database.snapshot(work));
    }

    /**
     * As {@link #snapshot}, for somebody who waits no longer than three seconds: a database that does not answer by then is
     * away.
     */
    public <T> T lookAt(Database.Work<T> work) throws InterruptedException {
        if (away) {
            throw new DatabaseAway(NO_ANSWER);
        }
        return inTime(() -> database.snapshot(work));
    }

    private <T> T inTime(Supplier<T> look) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var result = new FutureTask<>(() -> {
            begun.countDown();
            return watched(look);
        });
        // No virtual thread: heavy queries share those, and a busy processor is no database that is away.
        Thread.ofPlatform().daemon().name("database look").start(result);
        try {
            begun.await();
            return result.get(LONGEST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException legacy) {
            String message = "database " + database.address() + ": no answer within " + LONGEST_LOOK.toSeconds() + " s";
            goneBecause(message);
            throw new DatabaseAway(message, legacy);
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
            if (!gone.busy()) {
                goneBecause(message);
            }
            throw new DatabaseAway(message, gone);
        }
    }

    private void goneBecause(String reason) {
        if (!away) {
            away = true;
            log.atWarn().addKeyValue("because", reason).log("the database is away");
        }
    }

    /** Whether it answered when it was last asked. */
    public boolean answers() {
        return !away;
    }

    /** The schema that it has, which is the one that this program knows. */
    public SchemaVersion schema() {
        return schema;
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        do {
            look();
        } while (!stop.await(LOOK));
    }

    /** A database that came back may have another schema: with that, the program ends. */
    private void look() throws InterruptedException {
        try {
            Optional<SchemaVersion> found = inTime(() -> SchemaVersion.of(database));
            if (!found.equals(Optional.of(schema))) {
                SchemaVersion.check(database);
            }
            if (away) {
                away = false;
                log.info("the database answers again");
            }
            progress.running("");
        } catch (DatabaseAway gone) {
            progress.retrying(String.valueOf(gone.getMessage()));
        }
    }
}
