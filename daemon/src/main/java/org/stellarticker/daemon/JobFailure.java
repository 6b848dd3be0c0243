package org.stellarticker.daemon;

/** A one-shot failed in a way that has an exit code of its own; the message is one line for people. */
public final class JobFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Exit exit;

    public JobFailure(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    public JobFailure(Exit exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    public Exit exit() {
        return exit;
    }
}
