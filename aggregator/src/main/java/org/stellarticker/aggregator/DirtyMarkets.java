package org.stellarticker.aggregator;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.stellarticker.db.candle.DirtyMinutes;

/** The markets whose candles changed since the last snapshot, each with its newest changed minute. */
public final class DirtyMarkets {

    /** Start of the minute by the pair's id. */
    private final Map<Integer, Instant> newest = new HashMap<>();

    public void add(DirtyMinutes minutes) {
        minutes.forEach((pairId, minute) -> newest.merge(pairId, minute, (a, b) -> a.isAfter(b) ? a : b));
    }

    /** Returns the pair ids of the markets that changed at or after an instant. */
    int[] since(Instant from) {
        return newest.entrySet().stream()
                // A minute that starts before the instant may end after it.
                .filter(market -> market.getValue().plusSeconds(60).isAfter(from))
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    /** Adds the changes of others. */
    void addAll(DirtyMarkets others) {
        others.newest.forEach((pairId, minute) -> newest.merge(pairId, minute, (a, b) -> a.isAfter(b) ? a : b));
    }

    boolean isEmpty() {
        return newest.isEmpty();
    }

    public void clear() {
        newest.clear();
    }
}
