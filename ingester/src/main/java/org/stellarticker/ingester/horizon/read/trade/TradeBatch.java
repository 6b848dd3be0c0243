package org.stellarticker.ingester.horizon.read.trade;

import java.util.List;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Trade;

/**
 * Consecutive records of {@code /trades}, in the requested order.
 *
 * @param upTo the position after which reading resumes: the last one that a later record confirms
 * @param seen the last position within the bounds; beyond {@code upTo} while no record confirms it
 */
public record TradeBatch(List<Trade> trades, List<UnreadableTrade> unreadable, PagingToken upTo, PagingToken seen) {

    public int records() {
        return trades.size() + unreadable.size();
    }
}
