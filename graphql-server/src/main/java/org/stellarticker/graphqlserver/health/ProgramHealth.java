package org.stellarticker.graphqlserver.health;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stellarticker.core.status.ProgramReport;

/**
 * How a program is.
 *
 * @param state what it said of itself, {@code silent} when that is too long ago, or {@code missing}
 * @param lastProgress when it last got something done, if it told
 * @param lagSeconds how far it is behind, if it can tell
 * @param build its version, if it told
 */
record ProgramHealth(String state, Optional<Instant> lastProgress, OptionalDouble lagSeconds, Optional<String> build) {

    private static final String SILENT = "silent";

    /** Of a program that should be there, and never said anything. */
    static final ProgramHealth MISSING = ofState("missing");

    boolean isWell() {
        return ProgramReport.isWell(state);
    }

    /** Of a program of which no more is known. */
    static ProgramHealth ofState(String state) {
        return new ProgramHealth(state, Optional.empty(), OptionalDouble.empty(), Optional.empty());
    }

    /** The same program after it fell silent. */
    ProgramHealth silent() {
        return new ProgramHealth(SILENT, lastProgress, lagSeconds, build);
    }

    boolean isSilent() {
        return state.equals(SILENT);
    }
}
