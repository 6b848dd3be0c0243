package org.stellarticker.sandbox.replay;

/**
 * Thrown when the recorded trades cannot be played; the message is one line that names the file, what was found and
 * what to do.
 */
public final class ReplayException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ReplayException(String message) {
        super(message);
    }
}
