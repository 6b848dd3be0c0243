package org.stellarticker.client.error;

/** The thread was interrupted while it waited for an answer; its flag is still set. */
public final class CallInterruptedException extends TickerException {

    private static final long serialVersionUID = 1;

    public CallInterruptedException(String message) {
        super(message);
    }

    public CallInterruptedException(String message, Throwable cause) {
        super(message, cause);
    }
}
