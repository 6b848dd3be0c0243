package org.stellarticker.graphqlserver.stream;

/** A client that follows as many selections as one may. */
public final class TooManySelections extends Exception {

    private static final long serialVersionUID = 1;

    private final int most;

    TooManySelections(int most) {
        super("this address follows too many markets and topics: expected at most " + most
                + " different ones at once; follow all markets by one stream");
        this.most = most;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public int most() {
        return most;
    }
}
