package org.stellarticker.db.copy;

/**
 * A column whose values the server counts up.
 *
 * @param lastValue the newest value that was given to a row
 */
public record IdentityColumn(String table, String column, long lastValue) {}
