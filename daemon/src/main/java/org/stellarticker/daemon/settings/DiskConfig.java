package org.stellarticker.daemon.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The disk that must not become full.
 *
 * @param folder of the included PostgreSQL; empty with a database outside, whose disk others watch
 * @param reserveMib with less free space, ingestion pauses; 0 for never
 */
public record DiskConfig(Optional<Path> folder, int reserveMib) {

    static DiskConfig read(Settings in) {
        boolean inside = in.flag("WITH_POSTGRES", "false");
        return new DiskConfig(
                in.find("TICKER_STATE", Path::of).filter(_ -> inside), in.integer("DISK_RESERVE", 256, 0, 1_000_000));
    }
}
