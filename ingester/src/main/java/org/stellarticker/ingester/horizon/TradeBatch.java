package org.stellarticker.ingester.horizon;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Trade;

/**
 * Consecutive records of {@code /trades}, in the order asked for.
 *
 * @param upTo the place of the last record, after which reading goes on
 */
public record TradeBatch(List<Trade> trades, List<UnreadableTrade> unreadable, PagingToken upTo) {

    /** The same; a record that does not tell its place has this one, when there is one. */
    TradeBatch toldAt(Optional<PagingToken> place) {
        return place.isEmpty() || unreadable.isEmpty()
                ? this
                : new TradeBatch(
                        trades,
                        unreadable.stream()
                                .map(record -> new UnreadableTrade(
                                        record.token().or(() -> place), record.body(), record.reason()))
                                .toList(),
                        upTo);
    }

    public int records() {
        return trades.size() + unreadable.size();
    }
}
