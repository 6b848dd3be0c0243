package org.stellarticker.aggregator;

import org.stellarticker.daemon.settings.SettingsException;
import org.stellarticker.db.Database;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.candle.DustFloorStore;

/** Holds the dust floor of the settings against the one that the stored candles are made with. */
final class DustFloor {

    private DustFloor() {}

    /**
     * Stores the floor for all candles to come.
     *
     * @throws SettingsException if candles are stored that were made with another floor
     */
    static void bind(Database database, LeaderElection leadership, long stroops) {
        long stored = database.<Long>transaction(tx -> {
            // So that another copy is not just making the first candles, which this transaction would not see.
            leadership.exclusive(tx);
            return new DustFloorStore().bind(tx, stroops);
        });
        if (stored != stroops) {
            throw new SettingsException("DUST_FLOOR_STROOPS: expected " + stored
                    + ", the floor of the stored candles, found " + stroops + "; set it to " + stored
                    + ", or run ./ticker rebuild, which makes the candles anew whose trades are kept");
        }
    }
}
