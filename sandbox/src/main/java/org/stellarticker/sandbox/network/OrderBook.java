package org.stellarticker.sandbox.network;

import java.util.List;
import org.stellarticker.core.market.Price;

/** The offers of a market, each side beginning with the best price. */
public record OrderBook(List<Level> bids, List<Level> asks) {

    public static final OrderBook EMPTY = new OrderBook(List.of(), List.of());

    public OrderBook {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }

    /**
     * All offers of one price.
     *
     * @param price counter per base
     * @param amount stroops: of base for an ask, of counter for a bid
     */
    public record Level(Price price, long amount) {

        Level turned() {
            return new Level(price.inverse(), amount);
        }
    }

    /** The same offers, base and counter exchanged. */
    public OrderBook turned() {
        return new OrderBook(
                asks.stream().map(Level::turned).toList(),
                bids.stream().map(Level::turned).toList());
    }
}
