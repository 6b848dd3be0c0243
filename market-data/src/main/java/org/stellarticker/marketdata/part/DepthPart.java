package org.stellarticker.marketdata.part;

import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.depth.MarketDepth;
import org.stellarticker.marketdata.depth.MarketDepths;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * The depth of a market.
 *
 * @param pair in the direction of the answer
 */
public record DepthPart(TradePair pair) implements SnapshotPart<MarketDepth> {

    private static final MarketDepths MARKET_DEPTHS = new MarketDepths();

    @Override
    public MarketDepth read(SnapshotRead in) {
        return MARKET_DEPTHS.read(in.tx(), pair);
    }

    @Override
    public int rows() {
        return 2 * OrderBookPart.MOST;
    }
}
