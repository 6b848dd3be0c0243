package org.stellarticker.db;

/** Another transaction held a lock for longer than the time limit; nothing was done, and the same may succeed later. */
public final class LockTimeout extends DatabaseException {

    private static final long serialVersionUID = 1L;

    static final String STATE = "55P03";

    LockTimeout(String message, Throwable cause) {
        super(message, cause);
    }
}
