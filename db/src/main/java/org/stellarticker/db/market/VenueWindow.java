package org.stellarticker.db.market;

import java.util.Optional;
import org.stellarticker.core.market.TradePair;

/**
 * What one venue of a market traded: its order book, or one of its liquidity pools.
 *
 * @param poolId empty for the order book
 * @param window of the trades of this venue alone
 */
public record VenueWindow(Optional<String> poolId, PricedWindow window) {

    public TradePair pair() {
        return window.pair();
    }
}
