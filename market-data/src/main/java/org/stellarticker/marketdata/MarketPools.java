package org.stellarticker.marketdata;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
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
                .map(pool -> oriented(pool, direction))
                .toList();
    }

    /**
     * Lists the next pools by id.
     *
     * @param wanted which pools, and their direction
     * @param after the id after which the page starts; empty for the first page
     * @param most above 0
     */
    public PoolPage list(Transaction tx, PoolFilter wanted, Optional<String> after, int most) {
        // One more shows whether another page follows.
        List<LiquidityPool> found = pools.list(tx, after, wanted.base(), wanted.counter(), most + 1);
        List<MarketPool> page = found.stream()
                .limit(most)
                .map(pool -> MarketPool.of(pool, wanted.direction(pool.pair())))
                .toList();
        return new PoolPage(
                page, found.size() > most ? Optional.of(page.getLast().id()) : Optional.empty());
    }

    /**
     * Finds a pool, in the direction of its quote.
     *
     * @param id 64 hexadecimal digits
     */
    public Optional<MarketPool> find(Transaction tx, String id, QuoteRanking quotes) {
        return pools.find(tx, id).map(pool -> MarketPool.of(pool, Orientation.of(quotes.pair(pool.pair()))));
    }

    /** Turns a stored pool. */
    public static MarketPool oriented(LiquidityPool pool, Orientation direction) {
        return MarketPool.of(pool, direction);
    }
}
