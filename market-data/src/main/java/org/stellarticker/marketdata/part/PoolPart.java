package org.stellarticker.marketdata.part;

import java.util.Optional;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.marketdata.MarketPool;
import org.stellarticker.marketdata.MarketPools;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * A liquidity pool in the direction of its quote; empty when there is none of this id.
 *
 * @param id 64 hexadecimal digits
 */
public record PoolPart(String id, QuoteRanking quotes) implements SnapshotPart<Optional<MarketPool>> {

    private static final MarketPools MARKET_POOLS = new MarketPools();

    @Override
    public Optional<MarketPool> read(SnapshotRead in) {
        return MARKET_POOLS.find(in.tx(), id, quotes);
    }
}
