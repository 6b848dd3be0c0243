package org.stellarticker.core.market;

import java.math.BigDecimal;
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

    /**
     * Returns the best levels of each side.
     *
     * @param most how many of a side at most
     */
    public OrderBook best(int most) {
        return new OrderBook(
                pair, bids.subList(0, Math.min(most, bids.size())), asks.subList(0, Math.min(most, asks.size())), asOf);
    }

    /**
     * Returns the bids with their amounts in base: what their owners get, counter divided by the price, rounded to
     * {@link PlainDecimal#PRECISION}.
     */
    public List<Level> bidsInBase() {
        return bids.stream()
                .map(bid -> new Level(
                        bid.price(),
                        bid.amount()
                                .multiply(BigDecimal.valueOf(bid.price().d()))
                                .divide(BigDecimal.valueOf(bid.price().n()), PlainDecimal.PRECISION)))
                .toList();
    }

    public OrderBookSummary summary() {
        return OrderBookSummary.of(pair, bids, asks, asOf);
    }
}
