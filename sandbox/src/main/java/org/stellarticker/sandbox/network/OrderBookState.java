package org.stellarticker.sandbox.network;

import java.util.List;
import org.stellarticker.core.market.Price;

/** The offers of a market, the best price of each side first. */
public record OrderBookState(List<Level> bids, List<Level> asks) {

    public static final OrderBookState EMPTY = new OrderBookState(List.of(), List.of());

    public OrderBookState {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }

    /**
     * The offers of one price.
     *
     * @param price counter per base
     * @param amount stroops: of base for an ask, of counter for a bid
     */
    public record Level(Price price, long amount) {

        Level turned() {
            return new Level(price.inverse(), amount);
        }
    }

    /** Returns the same offers with base and counter exchanged. */
    public OrderBookState turned() {
        return new OrderBookState(
                asks.stream().map(Level::turned).toList(),
                bids.stream().map(Level::turned).toList());
    }
}
