package org.stellarticker.aggregator;

import org.stellarticker.db.Database;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.DirtyMinutes;

/** Makes the candles anew that change marks name, a batch a transaction, newest minutes first. */
public final class CandleBuilder {

    /** Marks of a transaction, about a second's work. With fewer, the same days are made anew more often. */
    static final int BATCH = 40_000;

    private final Database database;
    private final CandleStore candles;
    private final LeaderElection leadership;

    public CandleBuilder(Database database, CandleStore candles, LeaderElection leadership) {
        this.database = database;
        this.candles = candles;
        this.leadership = leadership;
    }

    /** Makes candles of the newest marks; gives what it did, nothing when there was no mark. */
    public DirtyMinutes makeBatch() {
        return database.transaction(tx -> {
            // One who leads no more, and does not know it yet, must not write candles of trades it read before us.
            leadership.exclusive(tx);
            DirtyMinutes dirty = candles.take(tx, BATCH);
            if (dirty.size() > 0) {
                candles.make(tx, dirty);
            }
            return dirty;
        });
    }

    /** How many marks wait. */
    long waiting() {
        return database.snapshot(candles::countMarks);
    }
}
