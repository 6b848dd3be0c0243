package org.stellarticker.marketdata.listing;

import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBook;

/**
 * A listed market with the best level of each side of its order book.
 *
 * @param best in the direction of the market; empty when the book was never read, or too long ago
 */
public record QuotedMarket(ListedMarket market, Optional<OrderBook> best) {

    /** Returns the statistics of the last 24 hours in the direction of the market; empty without a trade. */
    public Optional<MarketStats> day() {
        return market.sums().day().map(market.direction()::orient);
    }
}
