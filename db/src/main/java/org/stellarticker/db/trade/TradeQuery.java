package org.stellarticker.db.trade;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.ledger.TradeId;

/**
 * Which trades of a market are wanted.
 *
 * @param after the trade after which the page starts, whether it is stored or not; empty for the first page
 * @param from the earliest close time, inclusive; empty for no bound
 * @param to the latest close time, exclusive; empty for no bound
 * @param most how many at most, above 0
 */
public record TradeQuery(
        PageOrder order, Optional<TradeId> after, Optional<Instant> from, Optional<Instant> to, int most) {

    public TradeQuery {
        if (most <= 0) {
            throw new IllegalArgumentException("trades: expected a limit of 1 or more, found " + most);
        }
    }

    /** Returns a query without bounds of time. */
    public static TradeQuery of(PageOrder order, Optional<TradeId> after, int most) {
        return new TradeQuery(order, after, Optional.empty(), Optional.empty(), most);
    }

    /** Returns a query of the newest trades, the newest first. */
    public static TradeQuery newest(int most) {
        return of(PageOrder.DESCENDING, Optional.empty(), most);
    }

    /** Returns the same query of fewer trades. */
    public TradeQuery without(int found) {
        return new TradeQuery(order, after, from, to, most - found);
    }

    /** Returns the same query of one trade more, which shows whether another page follows. */
    public TradeQuery oneMore() {
        return new TradeQuery(order, after, from, to, most + 1);
    }
}
