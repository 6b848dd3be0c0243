package org.stellarticker.marketdata;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleRange;
import org.stellarticker.db.candle.MarketCandleStore;
import org.stellarticker.db.candle.StoredCandle;
import org.stellarticker.db.coverage.CoverageStore;

/**
 * Gives a market's candles of any interval, oldest first, each with its source: our own since all trades are stored; before
 * that Horizon's, or our own where Horizon has none. Intervals without a trade are left out. Dust counts in volumes and in the
 * number of trades, not in prices.
 */
public final class Candles {

    private final MarketCandleStore candles = new MarketCandleStore();
    private final CoverageStore coverage = new CoverageStore();

    /**
     * Lists the oldest candles of a range.
     *
     * @param asked in either direction, which the answer has
     * @param most above 0
     */
    public List<MarketCandle> list(Transaction tx, TradePair asked, CandleRange range, int most) {
        TradePair stored = Orientation.of(asked).orient(asked);
        return oriented(asked, range.interval(), candles.listFirst(tx, stored, range, ownFrom(tx, range), most));
    }

    /** Lists the newest candles of a range; otherwise as {@link #list}. */
    public List<MarketCandle> newest(Transaction tx, TradePair asked, CandleRange range, int most) {
        TradePair stored = Orientation.of(asked).orient(asked);
        return oriented(asked, range.interval(), candles.listLast(tx, stored, range, ownFrom(tx, range), most));
    }

    /**
     * Maps the intervals of a range of which a repair emptied candles to the sum of these candles' revisions.
     *
     * @param asked in either direction
     */
    Map<Instant, Long> mapEmptied(Transaction tx, TradePair asked, CandleRange range) {
        return candles.mapEmptied(tx, Orientation.of(asked).orient(asked), range);
    }

    /** Returns since when the answer has our own candles: from the range's end, so none, as long as no time is complete. */
    private Instant ownFrom(Transaction tx, CandleRange range) {
        return coverage.completeFrom(tx).orElse(range.to());
    }

    private static List<MarketCandle> oriented(TradePair asked, CandleInterval interval, List<StoredCandle> found) {
        Orientation direction = Orientation.of(asked);
        return found.stream()
                .map(candle -> direction.orient(candle(candle, interval)))
                .toList();
    }

    /** Gives a stored candle in the stored direction of its market. */
    public static MarketCandle candle(StoredCandle candle, CandleInterval interval) {
        return new MarketCandle(
                candle.source(),
                candle.openTime(),
                interval.end(candle.openTime()),
                candle.prices(),
                candle.baseVolume(),
                candle.counterVolume(),
                candle.tradeCount(),
                candle.dustExcluded(),
                candle.revision());
    }
}
