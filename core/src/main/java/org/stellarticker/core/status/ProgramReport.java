package org.stellarticker.core.status;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a program says of itself.
 *
 * @param program such as {@code ingester}
 * @param instance which of several copies: host and {@code TICKER_PORT}
 * @param state in a word, such as {@code running}
 * @param detail for people, one line
 * @param lastProgress when it last finished a piece of its work; of the stalled work when some is
 * @param lagSeconds how far it is behind its source, when it can tell
 * @param build the version of the program
 * @param at when it said so
 */
public record ProgramReport(
        String program,
        String instance,
        String state,
        String detail,
        Optional<Instant> lastProgress,
        OptionalDouble lagSeconds,
        String build,
        Instant at) {}
