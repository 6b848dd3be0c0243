package org.stellarticker.marketdata.part;

import java.time.Instant;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;
import org.stellarticker.marketdata.window.MarketVwaps;
import org.stellarticker.marketdata.window.WindowedMarket;

/**
 * What a market traded in any window, and its VWAP.
 *
 * @param pair in the direction of the answer
 * @param from inclusive, whole microseconds
 * @param to exclusive, whole microseconds, not before {@code from}
 */
public record VwapPart(TradePair pair, Instant from, Instant to) implements SnapshotPart<WindowedMarket> {

    private static final MarketVwaps MARKET_VWAPS = new MarketVwaps();

    @Override
    public WindowedMarket read(SnapshotRead in) {
        return MARKET_VWAPS.over(in.tx(), pair, from, to);
    }
}
