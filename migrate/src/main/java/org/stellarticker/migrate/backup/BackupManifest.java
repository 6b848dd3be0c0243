package org.stellarticker.migrate.backup;

import java.util.List;
import org.stellarticker.db.copy.IdentityColumn;

/**
 * The end of a backup, which proves that it is whole.
 *
 * @param tables in the header's order
 * @param identities where identity columns continue
 */
record BackupManifest(BackupHeader header, List<TableSum> tables, List<IdentityColumn> identities) {

    /**
     * What a table held.
     *
     * @param hash of all rows, in any order; see {@link RowHash}
     */
    record TableSum(String name, long rows, String hash) {}

    long rows() {
        return tables.stream().mapToLong(TableSum::rows).sum();
    }
}
