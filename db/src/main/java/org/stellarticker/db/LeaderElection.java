package org.stellarticker.db;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The election of a role's leader: of all copies of a program that use one database, one at a time leads. PostgreSQL keeps
 * its lock as long as its session lives. For use by one thread.
 *
 * <p>A leader learns of a lost session only at the next {@link #tryLead()}, when another copy may lead already. What must not
 * overlap even then also takes {@link #exclusive(Transaction)}.
 */
public final class LeaderElection implements AutoCloseable {

    private final Database database;
    private final String role;
    private final AdvisoryLock lead;
    private final AdvisoryLock work;
    private @Nullable Connection session;
    private boolean leads;

    LeaderElection(Database database, String role) {
        this.database = database;
        this.role = role;
        this.lead = AdvisoryLock.of("leader", role);
        this.work = AdvisoryLock.of("leading", role);
    }

    /**
     * Takes the lead when nobody has it, and returns whether this copy leads.
     *
     * @throws DatabaseUnavailable if the server does not answer; the lead is lost then
     */
    public synchronized boolean tryLead() {
        try {
            Connection connection = session == null ? database.session() : session;
            session = connection;
            leads = leads ? isAlive(connection) : lead.tryLock(new Transaction(connection));
            if (!leads) {
                close();
            }
            return leads;
        } catch (SQLException e) {
            close();
            throw DatabaseException.of("leadership of " + role, e);
        } catch (DatabaseException e) {
            close();
            throw e.getCause() instanceof SQLException cause ? DatabaseException.of("leadership of " + role, cause) : e;
        }
    }

    private static boolean isAlive(Connection connection) {
        return new Transaction(connection).get("select true as alive", columns -> columns.getBoolean("alive"));
    }

    /** Waits until no other transaction that did the same for this role is open; lasts until the end of the transaction. */
    public void exclusive(Transaction tx) {
        work.lock(tx);
    }

    /** Gives up the lead. */
    @Override
    public synchronized void close() {
        if (session != null && leads) {
            try {
                lead.unlock(new Transaction(session));
            } catch (DatabaseException alreadyGone) {
                // And the lock with it.
            }
        }
        Sessions.closeQuietly(session);
        session = null;
        leads = false;
    }
}
