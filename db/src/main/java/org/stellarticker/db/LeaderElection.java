package org.stellarticker.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The leadership of a role: of all copies of a program that use one database, one at a time holds it, by a lock that
 * PostgreSQL keeps as long as the holder's session lives. For use by one thread.
 *
 * <p>A holder learns of a lost session only at the next {@link #held()}, while another may lead already. What must not
 * overlap even then also takes {@link #exclusive(Transaction)}.
 */
public final class LeaderElection implements AutoCloseable {

    private final Database database;
    private final String role;
    private @Nullable Connection session;

    LeaderElection(Database database, String role) {
        this.database = database;
        this.role = role;
    }

    /**
     * Asks the server whether we lead, and takes the lead when nobody has it.
     *
     * @throws DatabaseUnavailable when the server does not answer; the lead is lost then
     */
    public boolean held() {
        try {
            Connection connection = session == null ? database.session() : session;
            boolean wasHeld = session != null;
            session = connection;
            if (answers(connection, wasHeld)) {
                return true;
            }
            close();
            return false;
        } catch (SQLException e) {
            close();
            throw DatabaseException.of("leadership of " + role, e);
        }
    }

    private boolean answers(Connection connection, boolean wasHeld) throws SQLException {
        String sql = wasHeld ? "select ? <> ''" : "select pg_try_advisory_lock(hashtext('leader'), hashtext(?))";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, role);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    /** Waits, to the end of the transaction, until no other transaction that did the same for this role is open. */
    public void exclusive(Transaction tx) {
        tx.get("select pg_advisory_xact_lock(hashtext('leading'), hashtext(?))", _ -> true, role);
    }

    /** Gives the lead away. */
    @Override
    public void close() {
        if (session != null) {
            try (Statement statement = session.createStatement()) {
                // At once; the end of the session does it, too, but a moment later.
                statement.execute("select pg_advisory_unlock_all()");
            } catch (SQLException alreadyGone) {
                // And the lock with it.
            }
        }
        Sessions.closeQuietly(session);
        session = null;
    }
}
