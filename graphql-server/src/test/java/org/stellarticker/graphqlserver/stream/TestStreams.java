package org.stellarticker.graphqlserver.stream;

import java.time.Clock;
import java.time.Duration;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.Database;
import org.stellarticker.graphqlserver.database.LiveDatabase;

/** Streams for tests. */
public final class TestStreams {

    private static final Duration POSITIONS = Duration.ofMillis(500);

    private TestStreams() {}

    /** Returns a hub that reads only while somebody follows it. */
    public static StreamHub hub(LiveDatabase live, Database database) {
        return new StreamHub(live, new ChangeSignals(database), new Progress("streams", Clock.systemUTC()), POSITIONS);
    }
}
