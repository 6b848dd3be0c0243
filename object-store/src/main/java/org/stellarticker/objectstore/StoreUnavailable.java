package org.stellarticker.objectstore;

/** A store did not do what it was asked for; the message is one line for people, and a later call may succeed. */
public final class StoreUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
