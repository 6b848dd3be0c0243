package org.stellarticker.core.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The status that a program reports.
 *
 * @param program such as {@code ingester}
 * @param instance which of several copies: host and {@code TICKER_PORT}
 * @param state in a word, such as {@code running}
 * @param detail for people, one line
 * @param lastProgress when it last completed a piece of work; when some work is stalled, of that work
 * @param lagSeconds how far it is behind its source, when it knows
 * @param build the version of the program
 * @param at when it reported
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

    /** The time for which a report is valid. Programs report every second or two; one that is older is silent. */
    public static final Duration HOLDS = Duration.ofSeconds(10);

    /** The state in the last report of a copy that was stopped; one that ended otherwise leaves the state that it had. */
    public static final String ENDED = "ended";

    private static final Set<String> WELL = Set.of("running", "catching-up", "standby", "finished");

    /** Returns the last report of the same copy, which was stopped. */
    public ProgramReport ended() {
        return new ProgramReport(program, instance, ENDED, "", lastProgress, OptionalDouble.empty(), build, at);
    }

    /** Returns whether a program in that state is well. {@code ./ticker status} and {@code /healthz} use it. */
    public static boolean isWell(String state) {
        return WELL.contains(state);
    }
}
