package org.stellarticker.db;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * The database could not be reached, or gave up on us, and may be back soon. Whether a commit that was under way took
 * place is not known: read the state again before going on.
 */
public final class DatabaseUnavailable extends DatabaseException {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether merely all connections of this program were in use for longer than one may wait; the database itself may be
     * well. Whoever waited in vain for a new connection is told why that failed.
     */
    public boolean busy() {
        return getCause() instanceof SQLTransientConnectionException pool
                && pool.getSQLState() == null
                && pool.getCause() == null;
    }

    /** Whether a PostgreSQL answered, that it is not ready yet, or not any more. */
    public boolean answered() {
        return getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && !cause.getSQLState().startsWith("08");
    }
}
