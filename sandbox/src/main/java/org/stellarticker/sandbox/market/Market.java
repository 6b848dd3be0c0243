package org.stellarticker.sandbox.market;

import java.util.Optional;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.sandbox.journal.PoolId;

/**
 * Two assets that are traded for each other.
 *
 * @param rank the busiest is 0
 * @param pool the pool of the market, if any
 */
record Market(int rank, MarketAsset base, MarketAsset counter, Book book, Optional<PoolId> pool, Dust dust) {

    /** The sides of the order book that have offers. */
    enum Book {
        NONE,
        BIDS,
        ASKS,
        BOTH
    }

    /** The kind of tiny trades in the market. */
    enum Dust {
        NONE,
        /** Some hundred stroops, near the price of all others. */
        SMALL,
        /** A few stroops; rounding makes their price absurd. */
        ABSURD
    }

    /** Returns the market's share of trading, relative to other markets. */
    double weight() {
        return 1 / StrictMath.pow(rank + 1.6, 0.95);
    }

    /** Returns the approximate worth of its offers or its pool, in US dollars. */
    double depth() {
        return 2_400_000 / StrictMath.pow(rank + 1.0, 0.75);
    }

    TradePair pair() {
        return TradePair.normalised(base.asset(), counter.asset());
    }

    boolean isOneSided() {
        return book == Book.ASKS || book == Book.BIDS;
    }

    boolean holds(MarketAsset asset) {
        return isBase(asset) || counter.number() == asset.number();
    }

    boolean isBase(MarketAsset asset) {
        return base.number() == asset.number();
    }

    /** Returns the other asset of the market. */
    MarketAsset otherThan(MarketAsset asset) {
        return isBase(asset) ? counter : base;
    }
}
