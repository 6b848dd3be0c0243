package org.stellarticker.db;

/**
 * The version of a PostgreSQL.
 *
 * @param major such as 17
 * @param text the server's own text, such as {@code 17.11 (Debian 17.11-1)}
 */
public record ServerVersion(int major, String text) {

    /** The oldest version that the statements work with. */
    public static final int OLDEST = 15;

    public boolean isTooOld() {
        return major < OLDEST;
    }
}
