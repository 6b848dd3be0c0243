package org.stellarticker.db;

/** A statement took longer than its session allows, and was cancelled; nothing was done. One that asks for less may succeed. */
public final class StatementTimeout extends DatabaseException {

    private static final long serialVersionUID = 1L;

    static final String STATE = "57014";

    StatementTimeout(String message, Throwable cause) {
        super(message, cause);
    }
}
