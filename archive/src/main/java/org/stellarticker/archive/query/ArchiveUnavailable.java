package org.stellarticker.archive.query;

/** The archive gives no answer now; the message is one line for people. */
public final class ArchiveUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ArchiveUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public ArchiveUnavailable(String message) {
        super(message);
    }
}
