package org.stellarticker.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Waits for signals of channels. Signals are hints: one may be lost with a connection, and several may arrive as one, so a
 * receiver also polls. For use by one thread.
 */
public final class Notifications implements AutoCloseable {

    /** The driver's wait cannot be interrupted; a stop is noticed between two waits of this length. */
    private static final Duration SLICE = Duration.ofMillis(200);

    private final Database database;
    private final List<String> channels;
    private @Nullable Connection session;

    Notifications(Database database, List<String> channels) {
        for (String channel : channels) {
            if (!channel.matches("[a-z_]+")) {
                throw new IllegalArgumentException(
                        "channel: expected lower-case letters and _, found \"" + channel + "\"");
            }
        }
        this.database = database;
        this.channels = channels;
    }

    /**
     * Waits for a signal since the last call, until the time is over or the thread is interrupted.
     *
     * @return whether a signal arrived
     * @throws DatabaseUnavailable if the connection was lost; the next call opens a new one
     */
    public boolean await(Duration atMost) {
        try {
            var connection = listening().unwrap(PGConnection.class);
            long end = System.nanoTime() + atMost.toNanos();
            while (!Thread.currentThread().isInterrupted()) {
                long left = Math.min((end - System.nanoTime()) / 1_000_000, SLICE.toMillis());
                // The driver takes 0 for "for ever".
                var signals = connection.getNotifications(Math.toIntExact(Math.max(left, 1)));
                if (signals != null && signals.length > 0) {
                    return true;
                }
                if (System.nanoTime() >= end) {
                    return false;
                }
            }
            return false;
        } catch (SQLException e) {
            close();
            throw DatabaseException.of("channel " + String.join(", ", channels), e);
        }
    }

    private Connection listening() throws SQLException {
        if (session == null) {
            Connection opened = database.session();
            session = opened;
            try (Statement statement = opened.createStatement()) {
                // An identifier cannot be a parameter; the constructor accepts no name that needs quotes.
                for (String channel : channels) {
                    statement.execute("listen " + channel);
                }
            }
        }
        return session;
    }

    @Override
    public void close() {
        Sessions.closeQuietly(session);
        session = null;
    }
}
