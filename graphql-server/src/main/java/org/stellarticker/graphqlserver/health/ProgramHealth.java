package org.stellarticker.graphqlserver.health;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stellarticker.core.status.ProgramReport;

/**
 * The health of a program.
 *
 * @param state its own report, {@code silent} when that is too old, or {@code missing}
 * @param lastProgress when it last completed some work, if it reported that
 * @param lagSeconds how far it is behind its source, if it reported that
 * @param build its version, if it reported that
 */
public record ProgramHealth(
        String state, Optional<Instant> lastProgress, OptionalDouble lagSeconds, Optional<String> build) {

    private static final String SILENT = "silent";

    /** The health of a program that should be there and never reported. */
    static final ProgramHealth MISSING = ofState("missing");

    boolean isWell() {
        return ProgramReport.isWell(state);
    }

    /** Returns the health of a program of which only the state is known. */
    static ProgramHealth ofState(String state) {
        return new ProgramHealth(state, Optional.empty(), OptionalDouble.empty(), Optional.empty());
    }

    /** Returns the health of the same program after it fell silent. */
    ProgramHealth silent() {
        return new ProgramHealth(SILENT, lastProgress, lagSeconds, build);
    }

    boolean isSilent() {
        return state.equals(SILENT);
    }
}
