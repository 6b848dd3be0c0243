package org.stellarticker.client.error;

import org.jspecify.annotations.Nullable;

/** The base of all that can go wrong. */
public abstract class TickerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TickerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    TickerException(String message) {
        super(message);
    }
}
