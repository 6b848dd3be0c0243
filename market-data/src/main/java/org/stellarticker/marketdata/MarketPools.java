package org.stellarticker.marketdata;

import java.util.List;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.pool.LiquidityPoolStore;

/** Lists the liquidity pools of a market. */
public final class MarketPools {

    private final LiquidityPoolStore pools = new LiquidityPoolStore();

    /**
     * Lists the pools of a pair, by id: at most one, since all pools of the network have one fee.
     *
     * @param asked in either direction, which the pools have
     */
    public List<MarketPool> list(Transaction tx, TradePair asked) {
        Orientation direction = Orientation.of(asked);
        return pools.listOf(tx, direction.orient(asked)).stream()
                .map(pool -> MarketPool.of(pool, direction))
                .toList();
    }
}
