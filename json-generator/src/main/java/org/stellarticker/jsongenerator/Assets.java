package org.stellarticker.jsongenerator;

import java.time.Clock;
import java.util.Optional;
import org.stellarticker.db.Database;

/** {@code assets.json}, brought out after each change of what is listed. */
final class Assets implements Publication {

    private final Database database;
    private final PublicFile file;
    private final Clock clock;

    Assets(Database database, PublicFile file, Clock clock) {
        this.database = database;
        this.file = file;
        this.clock = clock;
    }

    @Override
    public Optional<Version> publish() throws UnwritableFile {
        AssetsJson json = database.snapshot(tx -> AssetsJson.read(tx, clock.instant()));
        long bytes = file.publish(json::writeTo);
        return Optional.of(new Version(json.assetCount() + " assets", bytes, json.generatedAt(), json.generatedAt()));
    }

    /** A change whose signal was lost waits for the next regular version, half a minute at most. */
    @Override
    public boolean changedSince(Version version) {
        return false;
    }
}
