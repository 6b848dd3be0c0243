package org.stellarticker.aggregator;

import java.time.Instant;
import org.stellarticker.db.Database;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.candle.CandleChangeStore;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.DirtyMinutes;

/** Makes the candles named by change marks anew, one batch in each transaction, newest minutes first. */
public final class CandleBuilder {

    /** Marks in a transaction, about a second of work. With fewer, the same days are made anew more often. */
    static final int BATCH = 40_000;

    /** Marks in a transaction while live trades come in, which must not wait for as long. */
    static final int SMALL_BATCH = 8_000;

    private final Database database;
    private final CandleStore candles;
    private final LeaderElection leadership;
    private final CandleChangeStore changes = new CandleChangeStore();

    public CandleBuilder(Database database, CandleStore candles, LeaderElection leadership) {
        this.database = database;
        this.candles = candles;
        this.leadership = leadership;
    }

    /** Makes the candles of the newest marks and returns their minutes, none when there was no mark. */
    public DirtyMinutes makeBatch() {
        return make(Instant.EPOCH, BATCH);
    }

    /** Makes the candles of the newest marks, as {@link #makeBatch()} does, of at most some. */
    DirtyMinutes makeBatch(int most) {
        return make(Instant.EPOCH, most);
    }

    /** Makes the candles of the minutes that do not start before an instant, as {@link #makeBatch()} does. */
    DirtyMinutes makeSince(Instant from) {
        return make(from, BATCH);
    }

    private DirtyMinutes make(Instant from, int most) {
        return database.transaction(tx -> {
            // A copy that lost its lead and does not know it yet must not overwrite candles with ones of older trades.
            leadership.exclusive(tx);
            DirtyMinutes dirty = candles.take(tx, from, most);
            if (dirty.size() > 0) {
                candles.make(tx, dirty);
                changes.append(tx, dirty);
            }
            return dirty;
        });
    }

    /** Counts the marks that wait. */
    long waiting() {
        return database.snapshot(candles::countMarks);
    }
}
