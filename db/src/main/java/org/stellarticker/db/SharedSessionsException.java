package org.stellarticker.db;

/** The address is that of a pooler that gives a session to another client after each transaction. */
public final class SharedSessionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SharedSessionsException(DatabaseAddress address) {
        super("database " + address
                + ": expected sessions that last, found a pooler in transaction mode, behind which a"
                + " session belongs to nobody and two copies of a program could lead at once; set its pool_mode to session,"
                + " or name PostgreSQL itself");
    }
}
