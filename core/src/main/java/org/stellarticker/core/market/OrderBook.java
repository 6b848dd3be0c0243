package org.stellarticker.core.market;

import java.time.Instant;
import java.util.List;
import org.stellarticker.core.market.OrderBookSummary.Level;

/**
 * The resting offers of a pair, as Horizon merges them to levels. {@code pair.base()} is the selling asset; prices are
 * counter per base.
 *
 * @param bids the highest price first; their amounts are in counter
 * @param asks the lowest price first; their amounts are in base
 * @param asOf when the book was fetched
 */
public record OrderBook(TradePair pair, List<Level> bids, List<Level> asks, Instant asOf) {

    public OrderBook {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }

    public OrderBookSummary summary() {
        return OrderBookSummary.of(pair, bids, asks, asOf);
    }
}
