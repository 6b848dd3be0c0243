package org.stellarticker.graphqlserver.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.Database;
import org.stellarticker.db.candle.CandleChangeStore;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.SavedWindows;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.graphqlserver.database.LiveDatabase;

/** Streams for tests. */
public final class TestStreams {

    private static final Duration POSITIONS = Duration.ofMillis(500);

    private TestStreams() {}

    /** Returns a hub that reads only while somebody follows it. */
    public static StreamHub hub(LiveDatabase live, Database database) {
        return new StreamHub(live, new ChangeSignals(database), new Progress("streams", Clock.systemUTC()), POSITIONS);
    }

    /** Follows a hub in a thread of its own, until the stop is requested and the thread interrupted. */
    public static Thread follow(StreamHub hub, Stop stop) {
        return Thread.ofPlatform().start(() -> {
            try {
                hub.follow(stop);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Makes the candles of all stored trades, and a new version of all windows as of an instant. */
    public static void aggregate(Database database, Instant asOf) {
        var candles = new CandleStore();
        var markets = new MarketStore();
        database.commit(tx -> {
            var dirty = candles.take(tx, 1000);
            candles.make(tx, dirty);
            new CandleChangeStore().append(tx, dirty);
        });
        database.commit(tx -> {
            for (StoredWindow window : StoredWindow.values()) {
                markets.saveAllWindows(tx, window, asOf);
            }
            markets.saveSnapshot(tx, asOf, new SavedWindows(1, /* lost= */ false), 0);
        });
    }
}
