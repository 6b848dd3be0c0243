package org.stellarticker.archiver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.objectstore.StoreAddress;

/**
 * The program's settings.
 *
 * @param store where days are archived; empty when there is no archive
 * @param interval time from one look at the days to the next
 * @param work folder for files that are being written or read
 */
record ArchiverConfig(Optional<StoreAddress> store, Duration interval, Path work, DatabaseAddress database) {

    static ArchiverConfig read(Settings in) {
        return in.all(() -> new ArchiverConfig(
                StoreAddress.find(in, "ARCHIVE_URL"),
                in.duration("ARCHIVE_INTERVAL", Duration.ofMinutes(1)),
                work(in),
                in.secret("DATABASE_URL", DatabaseAddress::parse)));
    }

    /** Returns the folder for files that are being written or read: the run's, or one of this machine's. */
    static Path work(Settings in) {
        return in.find("TICKER_STATE", Path::of)
                .orElse(Path.of(System.getProperty("java.io.tmpdir"), "stellar-ticker"))
                .resolve("archiver")
                .toAbsolutePath();
    }
}
