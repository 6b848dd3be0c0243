package org.stellarticker.marketdata.part;

import java.util.Optional;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.OrderBooks;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * The best levels of a market's order book; empty when it was never read.
 *
 * @param pair in the direction of the answer
 * @param depth how many levels of a side at most, from 1 to {@link #MOST}
 */
public record OrderBookPart(TradePair pair, int depth) implements SnapshotPart<Optional<OrderBook>> {

    /** The depth of a question that names none. */
    public static final int DEPTH = 20;

    /** As many levels of a side as are stored. */
    public static final int MOST = 200;

    private static final OrderBooks ORDER_BOOKS = new OrderBooks();

    @Override
    public Optional<OrderBook> read(SnapshotRead in) {
        return ORDER_BOOKS.find(in.tx(), pair).map(book -> book.best(depth));
    }

    @Override
    public int rows() {
        return 2 * depth;
    }
}
