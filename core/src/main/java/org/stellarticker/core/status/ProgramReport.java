package org.stellarticker.core.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

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
        Instant at) {

    /** How long a report holds; beyond that the program is silent. Each reports every second or two. */
    public static final Duration HOLDS = Duration.ofSeconds(10);

    private static final Set<String> WELL = Set.of("running", "catching-up", "standby", "finished");

    /** Returns whether a program in that state is well. {@code ./ticker status} and {@code /healthz} go by it. */
    public static boolean isWell(String state) {
        return WELL.contains(state);
    }
}
