package org.stellarticker.db;

/**
 * The database could not be reached, or gave up on us, and may be back soon. Whether a commit that was under way took
 * place is not known: read the state again before going on.
 */
public final class DatabaseUnavailable extends DatabaseFault {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
