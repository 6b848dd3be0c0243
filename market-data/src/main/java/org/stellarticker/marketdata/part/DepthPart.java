package org.stellarticker.marketdata.part;

import java.time.Duration;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.depth.MarketDepth;
import org.stellarticker.marketdata.depth.MarketDepths;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * The depth of a market.
 *
 * @param pair in the direction of the answer
 * @param bookMaxAge the age above which the order book is left out
 */
public record DepthPart(TradePair pair, Duration bookMaxAge) implements SnapshotPart<MarketDepth> {

    private static final MarketDepths MARKET_DEPTHS = new MarketDepths();

    @Override
    public MarketDepth read(SnapshotRead in) {
        return MARKET_DEPTHS.read(in.tx(), pair, in.now().minus(bookMaxAge));
    }

    @Override
    public int rows() {
        return 2 * OrderBookPart.MOST;
    }
}
