package org.stellarticker.migrate;

/** The schema could not be brought up to date; the message is one line, for people. */
final class MigrationFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MigrationFault(String message) {
        super(message);
    }

    MigrationFault(String message, Throwable cause) {
        super(message, cause);
    }
}
