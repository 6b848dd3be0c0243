package org.stellarticker.ingester.horizon;

import java.util.List;
import org.stellarticker.core.market.OrderBookSummary.Level;

/** What came of asking for an order book. */
public sealed interface OrderBookResult {

    /**
     * The book, either side of which may be empty; a bid's amount is in counter, an ask's in base.
     *
     * @param rejected levels that could not be read and were left out
     */
    record Book(List<Level> bids, List<Level> asks, List<RejectedRecord> rejected) implements OrderBookResult {}

    /** Horizon answered, with something that is no book, or refused to. */
    record Unreadable(String reason) implements OrderBookResult {}

    /** Horizon did not answer, however often it was asked. */
    record Unanswered(String reason) implements OrderBookResult {}
}
