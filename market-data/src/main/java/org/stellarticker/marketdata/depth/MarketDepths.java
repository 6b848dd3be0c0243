package org.stellarticker.marketdata.depth;

import java.time.Instant;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.marketdata.MarketPools;
import org.stellarticker.marketdata.OrderBooks;

/** Reads what the depth of a market is computed from. */
public final class MarketDepths {

    private final OrderBooks books = new OrderBooks();
    private final MarketPools pools = new MarketPools();

    /**
     * Reads the order book and the pool of a market.
     *
     * @param asked in either direction, which the answer has
     * @param oldestBook a book that was read before is left out
     */
    public MarketDepth read(Transaction tx, TradePair asked, Instant oldestBook) {
        return new MarketDepth(
                asked,
                books.find(tx, asked).filter(book -> !book.asOf().isBefore(oldestBook)),
                pools.list(tx, asked).stream().findFirst());
    }
}
