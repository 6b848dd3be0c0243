package org.stellarticker.graphqlserver.parameters;

import java.time.Instant;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.http.RequestParameters;

/** Checks parameters that must fit each other. */
public final class ParameterChecks {

    private ParameterChecks() {}

    /** Notes a fault of {@code counter} when both assets of a market are the same. */
    public static void differ(RequestParameters in, Asset base, Asset counter) {
        if (base.equals(counter)) {
            in.fault("counter", "another asset than base");
        }
    }

    /** Notes a fault of {@code to} when a window ends before it begins. */
    public static void ordered(RequestParameters in, Instant from, Instant to) {
        if (to.isBefore(from)) {
            in.fault("to", "a time that is not before from");
        }
    }
}
