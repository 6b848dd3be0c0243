package org.stellarticker.jsongenerator;

import java.time.Instant;
import java.util.Optional;

/** One of the public files, as something that is brought out again and again. */
interface Publication {

    /**
     * Puts a new version of the file into place.
     *
     * @return empty as long as there is nothing to tell, and then no file either
     * @throws UnwritableFile when the version before had to stay
     */
    Optional<Version> publish() throws UnwritableFile;

    /** Whether a change came after the version; asked each second in case that its signal was lost, so cheap. */
    boolean changedSince(Version version);

    /**
     * What was brought out.
     *
     * @param content how much of what, for people, such as {@code 84 pairs}
     * @param bytes length of the file, uncompressed
     * @param changedAt when what it tells last changed
     * @param asOf the instant of which it tells
     */
    record Version(String content, long bytes, Instant changedAt, Instant asOf) {}
}
