package org.stellarticker.db.copy;

import java.util.List;
import java.util.Set;

/**
 * A table, with its statements.
 *
 * @param columns in the order in which a row has them
 * @param needs names of tables whose rows must be stored before, because foreign keys name them
 * @param estimatedRows what the server last knew, without counting
 */
public record CopiedTable(
        String name, List<String> columns, Set<String> needs, long estimatedRows, Statements statements) {

    /** Statements about one table, quoted by the server. */
    record Statements(
            String copyOut,
            String copyIn,
            String countTwo,
            String clear,
            String lockForReading,
            String lockForWriting) {}
}
