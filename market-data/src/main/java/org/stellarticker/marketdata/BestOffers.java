package org.stellarticker.marketdata;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.Price;

/**
 * The best of a market's resting offers.
 *
 * @param bid the highest price that is bid; empty without a bid
 * @param ask the lowest price that is asked; empty without an ask
 * @param asOf when the order book was read
 */
public record BestOffers(Optional<Price> bid, Optional<Price> ask, Instant asOf) {

    /** Returns the best offers of an order book. */
    public static BestOffers of(OrderBookSummary book) {
        return new BestOffers(book.bestBid(), book.bestAsk(), book.asOf());
    }

    /** Returns how far the ask lies above the bid; empty when a side has no offer. */
    public Optional<BigDecimal> spread(MathContext precision) {
        return ask.flatMap(lowest -> bid.map(highest -> lowest.minus(highest, precision)));
    }

    /**
     * Returns the spread in percent of the price midway between bid and ask, which is the same in both directions of a market;
     * empty when a side has no offer.
     */
    public Optional<BigDecimal> spreadPercent(MathContext precision) {
        return ask.flatMap(lowest -> bid.map(highest -> {
            BigDecimal sum = lowest.decimal(precision).add(highest.decimal(precision));
            return lowest.minus(highest, precision)
                    .multiply(BigDecimal.valueOf(200))
                    .divide(sum, precision);
        }));
    }
}
