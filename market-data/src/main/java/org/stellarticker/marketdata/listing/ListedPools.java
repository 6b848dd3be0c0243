package org.stellarticker.marketdata.listing;

import java.util.Optional;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.pool.LiquidityPoolStore;

/** Finds the venues that a site asks for by id: liquidity pools, and the order books of markets. */
public final class ListedPools {

    private final LiquidityPoolStore pools = new LiquidityPoolStore();
    private final MarketStore markets = new MarketStore();

    public Optional<LiquidityPool> find(Transaction tx, String id) {
        return pools.find(tx, id);
    }

    /**
     * Returns whether a pair was ever traded, or has an order book.
     *
     * @param pair in either direction
     */
    public boolean isMarket(Transaction tx, TradePair pair) {
        return markets.find(tx, pair.isNormalised() ? pair : pair.turned()).isPresent();
    }
}
