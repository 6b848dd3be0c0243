package org.stellarticker.jsongenerator;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.stellarticker.db.Database;

/** {@code assets.json}, published after each change of the listed assets. */
final class AssetsPublication implements Publication {

    private final Database database;
    private final PublicFile file;
    private final Clock clock;

    AssetsPublication(Database database, PublicFile file, Clock clock) {
        this.database = database;
        this.file = file;
        this.clock = clock;
    }

    /** Versions are dated by the second. */
    @Override
    public Duration leastInterval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Optional<Version> publish() throws UnwritableFile {
        Instant now = clock.instant();
        var count = new AtomicInteger();
        long bytes = file.publish(out -> count.set(write(now, out)));
        return Optional.of(new Version(count + " assets", bytes, now, now));
    }

    private int write(Instant now, OutputStream out) throws IOException {
        try {
            return database.snapshot(tx -> AssetsJson.write(tx, now, out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A change whose notification was lost waits for the next regular version, at most half a minute. */
    @Override
    public boolean changedSince(Version version) {
        return false;
    }
}
