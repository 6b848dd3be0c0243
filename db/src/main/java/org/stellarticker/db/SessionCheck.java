package org.stellarticker.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGProperty;

/**
 * Checks that a connection keeps its session from one transaction to the next. Leader election and notifications belong to a
 * session: behind a pooler in transaction mode both silently have no effect.
 *
 * <p>PostgreSQL gives each connection a process of its own for its whole life. Two connections that take turns show it: a
 * pooler lends the process that one has just returned to the other, or another process to the same one.
 */
final class SessionCheck {

    private static final int TURNS = 3;

    /** A connection that returns the process that serves it now. */
    @FunctionalInterface
    interface Session {
        int process() throws SQLException;
    }

    private SessionCheck() {}

    /** @throws SharedSessionsException if a session does not last */
    static void check(DatabaseAddress address, String applicationName, Duration timeout) throws SQLException {
        try (Connection one = open(address, applicationName, timeout);
                Connection other = open(address, applicationName, timeout)) {
            if (areShared(() -> process(one), () -> process(other))) {
                throw new SharedSessionsException(address);
            }
        }
    }

    static boolean areShared(Session one, Session other) throws SQLException {
        int first = one.process();
        int second = other.process();
        for (int turn = 1; turn < TURNS && first != second; turn++) {
            if (one.process() != first || other.process() != second) {
                return true;
            }
        }
        return first == second;
    }

    /** Opens a connection whose statements are transactions, none of them prepared: names clash behind such a pooler. */
    private static Connection open(DatabaseAddress address, String applicationName, Duration timeout)
            throws SQLException {
        var properties = address.credentials();
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        PGProperty.CONNECT_TIMEOUT.set(properties, Math.toIntExact(timeout.toSeconds()));
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }

    private static int process(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select pg_backend_pid()")) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
