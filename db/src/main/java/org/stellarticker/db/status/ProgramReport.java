package org.stellarticker.db.status;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a program says of itself.
 *
 * @param instance tells copies of a program apart
 * @param state in a word, such as {@code running}
 * @param detail for people, one line
 * @param lastProgress when it last finished a piece of its work
 * @param lagSeconds how far it is behind, when it can tell
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
