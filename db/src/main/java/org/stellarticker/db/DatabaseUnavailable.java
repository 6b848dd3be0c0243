package org.stellarticker.db;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * The database could not be reached or ended the connection, and may be back soon. A commit in progress may have succeeded or
 * not: read the state again before continuing.
 */
public final class DatabaseUnavailable extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** The state of what a read-only transaction, or a standby, does not do. */
    static final String READ_ONLY = "25006";

    DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Returns whether only all connections of this program were in use for too long; the database itself may be well. A
     * failure to open a new connection has its own cause instead.
     */
    public boolean busy() {
        return getCause() instanceof SQLTransientConnectionException pool
                && pool.getSQLState() == null
                && pool.getCause() == null;
    }

    /** Returns whether the server only reads, as a standby does until it is promoted. */
    public boolean readOnly() {
        return getCause() instanceof SQLException cause && READ_ONLY.equals(cause.getSQLState());
    }

    /** Returns whether a standby cancelled a statement, because it conflicted with what it replays; the same again may do. */
    public boolean byReplay() {
        return getCause() instanceof SQLException cause && DatabaseException.isByReplay(cause);
    }

    /** Returns whether a PostgreSQL answered that it is not ready. */
    public boolean answered() {
        return getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && !cause.getSQLState().startsWith("08");
    }
}
