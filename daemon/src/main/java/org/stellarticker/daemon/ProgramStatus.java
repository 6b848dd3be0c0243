package org.stellarticker.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a program does at an instant, and how far it is.
 *
 * @param program such as {@code ingester}
 * @param instance which of several copies: host and {@code TICKER_PORT}
 * @param detail for people
 * @param lastProgress when work was last got done; of the stalled work when some is
 * @param lag how far behind its source the program is, when it knows
 * @param build version of the program
 */
public record ProgramStatus(
        String program,
        String instance,
        ProgramState state,
        String detail,
        Optional<Instant> lastProgress,
        Optional<Duration> lag,
        String build,
        Instant at) {}
