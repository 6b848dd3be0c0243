package org.stellarticker.dbcleaner;

import java.time.Instant;
import org.stellarticker.db.Database;
import org.stellarticker.db.journal.JournalStore;
import org.stellarticker.db.journal.JournalType;
import org.stellarticker.db.journal.JournalTypes;

/** Deletes entries of crawlers that have ended, and the oldest ones of a type that has more than it may. */
final class JournalRows {

    /** The table whose rows it deletes. */
    static final String TABLE = "journal_entry";

    /** Entries in a transaction; each may have 64 KB. */
    private static final int BATCH = 1_000;

    private final Database database;
    private final JournalTypes types;
    private final JournalStore store = new JournalStore();

    JournalRows(Database database, JournalTypes types) {
        this.database = database;
        this.types = types;
    }

    /** Deletes what is past its bounds; returns the number of rows. */
    long delete(Instant now) {
        long deleted = inBatches(tx -> store.deleteEndedBefore(tx, now, BATCH));
        for (String name : database.snapshot(store::listTypes)) {
            // Entries of a type that is taken no more stay until they end.
            deleted += types.find(name)
                    .map(JournalType::entries)
                    .map(kept -> inBatches(tx -> store.deleteBeyond(tx, name, kept, BATCH)))
                    .orElse(0L);
        }
        return deleted;
    }

    private long inBatches(Database.Work<Integer> batch) {
        long all = 0;
        int some = BATCH;
        while (some == BATCH && !Thread.currentThread().isInterrupted()) {
            some = database.transaction(batch);
            all += some;
        }
        return all;
    }
}
