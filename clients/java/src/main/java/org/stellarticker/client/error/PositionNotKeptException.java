package org.stellarticker.client.error;

/** The stream does not keep the position that a reader wants to go on from, and it has read nothing yet. */
public final class PositionNotKeptException extends TickerException {

    private static final long serialVersionUID = 1;

    public PositionNotKeptException(String message) {
        super(message);
    }
}
