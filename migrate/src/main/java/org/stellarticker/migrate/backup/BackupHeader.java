package org.stellarticker.migrate.backup;

import java.util.List;

/**
 * The begin of a backup: what must be known before rows can be stored.
 *
 * @param format version of the archive's form
 * @param schemaVersion of the database that was read
 * @param build version of the program that wrote the backup
 * @param postgresql version of the server that was read
 * @param createdAt RFC 3339, shortly before the snapshot
 * @param tables in the order of their entries, each after those that its foreign keys name
 * @param tradeDays days (UTC) for which {@code trade} has partitions
 */
record BackupHeader(
        int format,
        int schemaVersion,
        String build,
        String postgresql,
        String createdAt,
        List<Table> tables,
        List<String> tradeDays) {

    /** The newest form, which this program writes. */
    static final int FORMAT = 1;

    /** A table and its columns; the rows are estimated, for the progress. */
    record Table(String name, List<String> columns, long estimatedRows) {

        /** Returns the name of the table's entry. */
        String entry() {
            return "tables/" + name + ".copy";
        }
    }

    long estimatedRows() {
        return tables.stream().mapToLong(Table::estimatedRows).sum();
    }
}
