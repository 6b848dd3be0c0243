package org.stellarticker.graphqlserver.health;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How a program is.
 *
 * @param state what it said of itself, {@code silent} when that is too long ago, or {@code missing}
 * @param detail for people, one line
 * @param lastProgress when it last got something done, if it told
 * @param lagSeconds how far it is behind, if it can tell
 * @param build its version, if it told
 */
record ProgramHealth(
        String state,
        String detail,
        Optional<Instant> lastProgress,
        OptionalDouble lagSeconds,
        Optional<String> build) {

    private static final Set<String> WELL = Set.of("running", "catching-up", "standby", "finished");

    /** Of a program that should be there, and never said anything. */
    static final ProgramHealth MISSING = new ProgramHealth(
            "missing", "never told anything", Optional.empty(), OptionalDouble.empty(), Optional.empty());

    boolean isWell() {
        return WELL.contains(state);
    }

    /** The same program after it fell silent. */
    ProgramHealth silent(long seconds) {
        String before = "for " + seconds + " s; before that " + state + ": " + detail;
        return new ProgramHealth("silent", before, lastProgress, lagSeconds, build);
    }
}
