package org.stellarticker.client.error;

/** No answer came, after all attempts: nothing listens, the connection broke, or it took too long. */
public final class UnreachableException extends TickerException {

    private static final long serialVersionUID = 1;

    public UnreachableException(String message) {
        super(message);
    }

    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
