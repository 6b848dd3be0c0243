package org.stellarticker.sandbox.journal;

/** The journal cannot be used as it lies there; the message is one line that says what was found and what to do. */
public final class JournalFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    public JournalFault(String message) {
        super(message);
    }
}
