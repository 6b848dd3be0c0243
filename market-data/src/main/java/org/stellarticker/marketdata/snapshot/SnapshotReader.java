package org.stellarticker.marketdata.snapshot;

import org.stellarticker.db.Database;

/** Reads in one snapshot of the database: {@code Database::snapshot}, or what watches over it. */
@FunctionalInterface
public interface SnapshotReader {

    /** Does some work that reads; all its statements see the database as of one instant. */
    <T> T read(Database.Work<T> work);
}
