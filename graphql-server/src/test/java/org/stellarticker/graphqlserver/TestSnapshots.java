package org.stellarticker.graphqlserver;

import java.time.Instant;
import org.stellarticker.db.Database;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.SavedWindows;
import org.stellarticker.db.market.StoredWindow;

/** What an aggregator makes of stored trades. */
public final class TestSnapshots {

    private TestSnapshots() {}

    /** Makes the candles and windows of all stored trades, as of an instant. */
    public static void make(Database database, Instant at) {
        database.commit(tx -> {
            var candles = new CandleStore();
            candles.make(tx, candles.take(tx, 1_000_000));
            var markets = new MarketStore();
            markets.saveLabels(tx, at);
            SavedWindows saved = SavedWindows.NONE;
            for (StoredWindow window : StoredWindow.values()) {
                saved = saved.plus(markets.saveAllWindows(tx, window, at));
            }
            markets.saveSnapshot(tx, at, saved, 0);
        });
    }
}
