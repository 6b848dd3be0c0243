package org.stellarticker.ingester.horizon;

import java.util.List;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Trade;

/**
 * Consecutive records of {@code /trades}, in the order asked for.
 *
 * @param upTo the position after which reading goes on: the last one that a record behind it vouches for
 * @param seen the last position within the bounds; beyond {@code upTo} when nothing vouches for it yet
 */
public record TradeBatch(List<Trade> trades, List<UnreadableTrade> unreadable, PagingToken upTo, PagingToken seen) {

    public int records() {
        return trades.size() + unreadable.size();
    }
}
