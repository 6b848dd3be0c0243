package org.stellarticker.graphqlserver.fetch;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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
        this.progress = progress.stalledAfter(LOOK.multipliedBy(10));
    }

    /**
     * Reads in one snapshot.
     *
     * @throws DatabaseAway at once while the database is known to be away
     */
    public <T> T snapshot(Database.Work<T> work) {
        if (away) {
            throw new DatabaseAway("the database does not answer");
        }
        return watched(() -> database.snapshot(work));
    }

    private <T> T watched(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (DatabaseUnavailable gone) {
            if (!away && !gone.busy()) {
                away = true;
                log.atWarn().addKeyValue("because", gone.getMessage()).log("the database is away");
            }
            throw new DatabaseAway(String.valueOf(gone.getMessage()), gone);
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
    private void look() {
        try {
            Optional<SchemaVersion> found = watched(() -> SchemaVersion.of(database));
            if (!found.equals(Optional.of(schema))) {
                SchemaVersion.check(database);
            }
            if (away) {
                away = false;
                log.info("the database answers again");
            }
            progress.running("");
        } catch (DatabaseAway gone) {
            progress.hindered(String.valueOf(gone.getMessage()));
        }
    }
}
