package org.stellarticker.graphqlserver.database;

/** The database does not answer. It is checked every second, and may be back soon. */
public final class DatabaseAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DatabaseAway(String message) {
        super(message);
    }

    public DatabaseAway(String message, Throwable cause) {
        super(message, cause);
    }
}
