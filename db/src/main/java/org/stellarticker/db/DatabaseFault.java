package org.stellarticker.db;

import java.sql.SQLException;

/** The database refused something that it should not have refused; a fault of ours, nothing was committed. */
public class DatabaseFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseFault(String message, Throwable cause) {
        super(message, cause);
    }

    /** Tells a connection that is gone, which passes, from a statement that is wrong, which does not. */
    static DatabaseFault of(String doing, SQLException cause) {
        String message = doing + ": " + cause.getMessage();
        return passes(cause) ? new DatabaseUnavailable(message, cause) : new DatabaseFault(message, cause);
    }

    /** What kept us from connecting, and what to do about it. */
    static DatabaseFault connecting(DatabaseAddress address, SQLException cause) {
        String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        String state = String.valueOf(cause.getSQLState());
        String advice = switch (state) {
            case "28P01", "28000" -> "; check its user and password";
            case "3D000" -> "; create it, or name another";
            case "08001", "08004", "08006" -> "; check that PostgreSQL runs there and lets us connect";
            default -> "";
        };
        String message = "database " + address + ": " + said + advice;
        return passes(cause) ? new DatabaseUnavailable(message, cause) : new DatabaseFault(message, cause);
    }

    private static boolean passes(SQLException cause) {
        String state = cause.getSQLState();
        if (state == null) {
            // Only the pool's own exceptions come without a state.
            return true;
        }
        return state.startsWith("08") // connection
                || state.startsWith("57P") // shut down, crashed, starting up
                || state.startsWith("40") // deadlock or serialisation: the same again may do
                || state.startsWith("53") // full disk, no memory, too many connections
                || state.equals("25006"); // read-only: a standby that is being promoted
    }
}
