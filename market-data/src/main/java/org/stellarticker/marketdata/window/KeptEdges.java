package org.stellarticker.marketdata.window;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleTimeStore;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.marketdata.window.EdgeNotKept.Edge;

/** Decides at which instants a window may begin or end: anywhere in the time of raw trades, before it on borders of candles. */
final class KeptEdges {

    private final RetentionWatermark watermark = new RetentionWatermark();
    private final CandleTimeStore candles = new CandleTimeStore();

    /**
     * Checks an edge.
     *
     * @throws EdgeNotKept when it lies within the finest candle that is kept of that time
     */
    void require(Transaction tx, Edge edge, Instant at) {
        Optional<Instant> rawSince = watermark.find(tx);
        if (rawSince.isEmpty() || !at.isBefore(rawSince.get())) {
            return;
        }
        CandleInterval finest = finest(tx, at);
        Instant before = finest.start(at);
        if (!before.equals(at)) {
            throw new EdgeNotKept(edge, at, before, finest.end(before), finest.word());
        }
    }

    private CandleInterval finest(Transaction tx, Instant at) {
        for (CandleInterval interval : CandleInterval.stored()) {
            Optional<Instant> since = candles.findKeptSince(tx, interval);
            if (since.isPresent() && !at.isBefore(since.get())) {
                return interval;
            }
        }
        return CandleInterval.DAY;
    }
}
