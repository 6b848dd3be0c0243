package org.stellarticker.marketdata.snapshot;

import org.stellarticker.db.Database;

/** Reads in one snapshot of the database: {@code Database::snapshot}, or a class that watches over it. */
@FunctionalInterface
public interface SnapshotReader {

    /** Runs statements that read; all see the database as of one instant. */
    <T> T read(Database.Work<T> work);
}
