package org.stellarticker.db;

/** The database's schema is not the one that this program was built for; its message says which way, and what to do. */
public final class SchemaMismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SchemaMismatch(String message) {
        super(message);
    }
}
