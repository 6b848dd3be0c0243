package org.stellarticker.sandbox.market;

import java.util.Optional;
import org.stellarticker.sandbox.journal.PoolId;

/**
 * Two assets that are traded for each other.
 *
 * @param rank the busiest is 0
 * @param pool where one can be traded with
 */
record Market(int rank, MarketAsset base, MarketAsset counter, Book book, Optional<PoolId> pool, Dust dust) {

    /** Which sides of the order book have offers. */
    enum Book {
        NONE,
        BIDS,
        ASKS,
        BOTH
    }

    /** Which trades of next to nothing there are. */
    enum Dust {
        NONE,
        /** Some hundred stroops, at about the price of all others. */
        SMALL,
        /** A few stroops, which rounding makes absurdly dear. */
        ABSURD
    }

    /** How much is traded here beside other markets. */
    double weight() {
        return 1 / StrictMath.pow(rank + 1.6, 0.95);
    }

    /** What its offers or its pool are worth, in US dollars, as a measure. */
    double depth() {
        return 2_400_000 / StrictMath.pow(rank + 1.0, 0.75);
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

    /** What one gets here for an asset. */
    MarketAsset otherThan(MarketAsset asset) {
        return isBase(asset) ? counter : base;
    }
}
