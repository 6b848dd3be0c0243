package org.stellarticker.db;

/**
 * The version of a PostgreSQL.
 *
 * @param major such as 17
 * @param text as the server tells it, such as {@code 17.11 (Debian 17.11-1)}
 */
public record ServerVersion(int major, String text) {

    /** The oldest that has what our statements use. */
    public static final int OLDEST = 15;

    public boolean isTooOld() {
        return major < OLDEST;
    }
}
