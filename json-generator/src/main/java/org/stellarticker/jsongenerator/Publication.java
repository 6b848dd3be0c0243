package org.stellarticker.jsongenerator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A public file that is published again and again. */
interface Publication {

    /** Returns the shortest time from one version to the next. */
    Duration leastInterval();

    /**
     * Publishes a new version of the file.
     *
     * @return empty while there is no content yet; no file is written then
     * @throws UnwritableFile when the previous version had to stay
     */
    Optional<Version> publish() throws UnwritableFile;

    /**
     * Returns whether the content changed after the version. It is called each second in case a notification was lost,
     * so it must be cheap.
     */
    boolean changedSince(Version version);

    /**
     * A published version.
     *
     * @param content the size of the content, for people, such as {@code 84 pairs}
     * @param bytes length of the file, uncompressed
     * @param changedAt when the content last changed
     * @param asOf the instant of the snapshot
     */
    record Version(String content, long bytes, Instant changedAt, Instant asOf) {}
}
