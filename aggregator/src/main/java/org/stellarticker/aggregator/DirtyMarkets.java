package org.stellarticker.aggregator;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.stellarticker.db.candle.DirtyMinutes;

/** The markets whose candles changed since the last cut, each with the newest of its changed minutes. */
public final class DirtyMarkets {

    /** Minute's begin by pair's id; no more entries than there are pairs. */
    private final Map<Integer, Instant> newest = new HashMap<>();

    public void add(DirtyMinutes minutes) {
        minutes.forEach((pairId, minute) -> newest.merge(pairId, minute, (a, b) -> a.isAfter(b) ? a : b));
    }

    /** The pairs' ids of those that changed at or after the instant. */
    int[] since(Instant from) {
        return newest.entrySet().stream()
                // A minute that begins before may end after.
                .filter(market -> market.getValue().plusSeconds(60).isAfter(from))
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    boolean isEmpty() {
        return newest.isEmpty();
    }

    public void clear() {
        newest.clear();
    }
}
