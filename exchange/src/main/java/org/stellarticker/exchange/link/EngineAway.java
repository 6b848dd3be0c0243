package org.stellarticker.exchange.link;

/**
 * The engine could not be asked, or its connection broke before it answered. Whether a command that was on its way took
 * effect is then not known: ask by its client order id, or send it again with the same one.
 */
public final class EngineAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    public EngineAway(String message) {
        super(message);
    }

    public EngineAway(String message, Throwable cause) {
        super(message, cause);
    }
}
