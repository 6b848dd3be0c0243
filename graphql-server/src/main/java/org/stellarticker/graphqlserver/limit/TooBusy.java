package org.stellarticker.graphqlserver.limit;

/** A request did not get its turn. */
public final class TooBusy extends Exception {

    private static final long serialVersionUID = 1;

    /** Whose requests are too many. */
    public enum Reason {
        /** The client's own. */
        CLIENT,
        /** Those of all clients. */
        ALL
    }

    private final Reason reason;

    TooBusy(Reason reason) {
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
