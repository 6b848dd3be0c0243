package org.stellarticker.marketdata;

import java.util.Optional;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.orderbook.OrderBookStore;

/** Finds order books with their levels. */
public final class OrderBooks {

    private final OrderBookStore books = new OrderBookStore();

    /**
     * Finds the last book of a market that was read; {@link OrderBook#asOf()} says when.
     *
     * @param asked in either direction, which the book has
     * @return empty when it was never read
     */
    public Optional<OrderBook> find(Transaction tx, TradePair asked) {
        Orientation direction = Orientation.of(asked);
        return books.find(tx, direction.orient(asked)).map(direction::orient);
    }
}
