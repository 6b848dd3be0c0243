package org.stellarticker.sandbox.journal;

/** The journal cannot be used as it lies there; the message is one line that says what was found and what to do. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public JournalException(String message) {
        super(message);
    }
}
