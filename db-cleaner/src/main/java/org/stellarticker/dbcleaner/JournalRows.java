package org.stellarticker.dbcleaner;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import java.time.Instant;
import java.util.Map;
import org.stellarticker.db.Database;
import org.stellarticker.db.journal.JournalBounds;
import org.stellarticker.db.journal.JournalStore;
import org.stellarticker.db.journal.JournalStore.Stored;
import org.stellarticker.db.journal.JournalType;
import org.stellarticker.db.journal.JournalTypes;

/** Deletes entries of crawlers that have ended, and the oldest ones of an account that has more than it may. */
final class JournalRows {

    /** The table whose rows it deletes. */
    static final String TABLE = "journal_entry";

    /** Entries in a transaction; each may have 64 KB. */
    private static final int BATCH = 1_000;

    private final Database database;
    private final JournalTypes types;
    private final JournalBounds bounds;
    private final JournalStore store = new JournalStore();

    JournalRows(Database database, JournalTypes types) {
        this(database, types, JournalBounds.USUAL);
    }

    JournalRows(Database database, JournalTypes types, JournalBounds bounds) {
        this.database = database;
        this.types = types;
        this.bounds = bounds;
    }

    /** Deletes what is past its bounds; returns the number of rows. */
    long delete(Instant now) {
        long deleted = inBatches(tx -> store.deleteEndedBefore(tx, now, BATCH));
        for (Stored stored : database.snapshot(store::count)) {
            // Entries of a type that is taken no more stay until they end.
            deleted += types.find(stored.type())
                    .map(JournalType::entries)
                    .filter(kept -> stored.entries() > kept)
                    .map(kept -> inBatches(tx -> store.deleteBeyond(tx, stored, kept, BATCH)))
                    .orElse(0L);
        }
        Map<Long, Long> bytes = database.snapshot(store::count).stream()
                .collect(groupingBy(Stored::accountId, summingLong(Stored::bytes)));
        for (Map.Entry<Long, Long> account : bytes.entrySet()) {
            if (account.getValue() > bounds.account()) {
                deleted += inBatches(tx -> store.deleteBeyond(tx, account.getKey(), bounds.account(), BATCH));
            }
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
