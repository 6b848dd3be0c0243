package org.stellarticker.ingester.horizon;

import java.util.List;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Trade;

/**
 * Consecutive records of {@code /trades}, in the order asked for.
 *
 * @param upTo the place of the last record, after which reading goes on
 */
public record TradeBatch(List<Trade> trades, List<UnreadableTrade> unreadable, PagingToken upTo) {

    public int records() {
        return trades.size() + unreadable.size();
    }
}
