package org.stellarticker.http.limit;

import org.eclipse.jetty.http.HttpStatus;
import org.stellarticker.http.problem.Problem;

/** A request did not get its turn. */
public final class TooBusy extends Exception {

    private static final long serialVersionUID = 1;

    /** Says whose requests are too many. */
    enum Reason {
        /** The client's own. */
        CLIENT,
        /** Those of all clients. */
        ALL
    }

    private final Reason reason;

    TooBusy(Reason reason) {
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Returns the refusal of the request. */
    public Problem problem() {
        Problem problem = switch (reason) {
            case CLIENT ->
                Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS_429,
                        "too many queries of your address at once; try again in some seconds");
            case ALL ->
                Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE_503,
                        "too many queries of all clients at once; try again in some seconds");
        };
        return problem.with("Retry-After", "5").with("Connection", "close");
    }
}
