package org.stellarticker.db;

/** The database has another schema than the program; the message says which is newer and what to do. */
public final class SchemaMismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SchemaMismatch(String message) {
        super(message);
    }
}
