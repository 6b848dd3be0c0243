package org.stellarticker.db;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** The database refused a statement or a connection; nothing was committed. */
public class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The one connection failure that is permanent, such as a missing password. */
    private static final String REFUSED = "08004";

    private static final String SERIALIZATION = "40001";

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the exception for a cause: temporary for a lost connection, permanent for a wrong statement. */
    static DatabaseException of(String doing, SQLException cause) {
        String message = doing + ": " + inWords(cause);
        if (LockTimeout.STATE.equals(cause.getSQLState())) {
            return new LockTimeout(message, cause);
        }
        if (StatementTimeout.STATE.equals(cause.getSQLState()) && !isByReplay(cause)) {
            return new StatementTimeout(message, cause);
        }
        return passes(cause) ? new DatabaseUnavailable(message, cause) : new DatabaseException(message, cause);
    }

    /** Returns the exception for a failed connection, with what to do. */
    static DatabaseException connecting(DatabaseAddress address, SQLException cause) {
        String message = "database " + address + ": "
                + switch (String.valueOf(cause.getSQLState())) {
                    case "28P01", "28000", REFUSED -> said(cause) + "; check its user and password";
                    case "3D000" -> said(cause) + "; create it, or name another";
                    case "08001" ->
                        "nobody answers there (" + unreachable(cause) + "); check that PostgreSQL runs there";
                    default -> said(cause);
                };
        return passes(cause) ? new DatabaseUnavailable(message, cause) : new DatabaseException(message, cause);
    }

    /** Returns whether the server refused the values: it cannot read one, or a constraint forbids one. */
    public boolean refusesValues() {
        return getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && (cause.getSQLState().startsWith("22") || cause.getSQLState().startsWith("23"));
    }

    /** Returns the cause in words for people, without the pool's counters and the driver's advice. */
    private static String inWords(SQLException cause) {
        String state = cause.getSQLState();
        if (cause instanceof SQLTransientConnectionException && cause.getCause() instanceof SQLException connecting) {
            // The pool's exception has the state of its last failed connection.
            return inWords(connecting);
        }
        if (state == null) {
            return "all of this program's connections are in use";
        }
        if (state.equals("08001")) {
            return "nobody answers there (" + unreachable(cause) + ")";
        }
        return cause.getCause() instanceof IOException broken
                ? "the connection broke (" + broken.getMessage() + ")"
                : whole(cause);
    }

    private static String said(SQLException cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** Returns the server's message with detail and hint as one line, without the position in the statement. */
    private static String whole(SQLException cause) {
        return String.valueOf(cause.getMessage())
                .lines()
                .map(String::strip)
                .takeWhile(line -> !line.startsWith("Where: "))
                .filter(line -> !line.startsWith("Position: "))
                .collect(joining("; "));
    }

    /** Returns the network's reason; the driver's message is advice of several sentences. */
    private static String unreachable(SQLException cause) {
        return switch (cause.getCause()) {
            case UnknownHostException unknown -> "unknown host " + unknown.getMessage();
            case IOException network -> String.valueOf(network.getMessage());
            case null, default -> said(cause);
        };
    }

    /** Returns whether a standby cancelled the statement, or ended its session: mostly with the state of a serialization failure. */
    static boolean isByReplay(SQLException cause) {
        return SERIALIZATION.equals(cause.getSQLState())
                || String.valueOf(cause.getMessage()).contains("conflict with recovery");
    }

    private static boolean passes(SQLException cause) {
        String state = cause.getSQLState();
        if (isByReplay(cause)) {
            return true;
        }
        if (state == null) {
            // Only the pool's own exceptions come without a state.
            return true;
        }
        return (state.startsWith("08") && !state.equals(REFUSED)) // connection
                || state.startsWith("57P") // shut down, crashed, starting up
                || state.startsWith("40") // deadlock or serialisation: the same again may do
                || state.startsWith("53") // full disk, no memory, too many connections
                || state.equals(DatabaseUnavailable.READ_ONLY); // a standby that is being promoted
    }
}
