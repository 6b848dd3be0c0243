package org.stellarticker.sandbox.journal;

/** Thrown when the journal is not usable; the message is one line that says what was found and what to do. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public JournalException(String message) {
        super(message);
    }
}
