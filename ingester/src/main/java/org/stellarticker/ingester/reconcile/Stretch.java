package org.stellarticker.ingester.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.ingester.horizon.TradeBatch;
import org.stellarticker.ingester.horizon.UnreadableTrade;

/**
 * What Horizon told of all trades between two places, to be held against what is stored there.
 *
 * @param after exclusive
 * @param upTo inclusive
 * @param from close time, inclusive, of the first trade that may lie there
 * @param to close time, exclusive
 * @param told oldest first
 * @param whole whether this is all of the page that it is of
 */
record Stretch(
        TradeId after,
        TradeId upTo,
        Instant from,
        Instant to,
        List<Trade> told,
        List<UnreadableTrade> unreadable,
        boolean whole) {

    /** Where reading ends for now: what is younger than this, or behind this place, is not looked at yet. */
    record Bound(TradeId place, Instant closedBefore) {

        boolean holds(Trade trade) {
            return trade.id().compareTo(place) <= 0 && trade.ledgerCloseTime().isBefore(closedBefore);
        }
    }

    /** The part of a page that lies within a bound. */
    static Stretch of(TradeBatch page, TradeId after, Instant from, Bound bound) {
        var told = new ArrayList<Trade>();
        boolean whole = true;
        TradeId upTo = after;
        for (Trade trade : page.trades()) {
            if (!bound.holds(trade)) {
                whole = false;
                break;
            }
            told.add(trade);
            upTo = trade.id();
        }
        TradeId end = place(page.seen());
        if (whole && end.compareTo(bound.place()) <= 0) {
            upTo = end;
        } else {
            whole = false;
        }
        Instant to = told.isEmpty() ? from : told.getLast().ledgerCloseTime();
        return new Stretch(after, upTo, from, to.plusSeconds(1), told, within(page.unreadable(), upTo, whole), whole);
    }

    /** One of which Horizon told that it holds no trades. */
    static Stretch empty(TradeId after, TradeId upTo, Instant from, Instant to) {
        return new Stretch(after, upTo, from, to, List.of(), List.of(), true);
    }

    /** Those that tell no place belong to it when all of the page does. */
    private static List<UnreadableTrade> within(List<UnreadableTrade> unreadable, TradeId upTo, boolean whole) {
        return unreadable.stream()
                .filter(record -> record.token()
                        .map(token -> place(token).compareTo(upTo) <= 0)
                        .orElse(whole))
                .toList();
    }

    /** The same, without trades that closed before an instant. */
    Stretch since(Instant kept) {
        return new Stretch(
                after,
                upTo,
                from.isBefore(kept) ? kept : from,
                to.isBefore(kept) ? kept : to,
                told.stream()
                        .filter(trade -> !trade.ledgerCloseTime().isBefore(kept))
                        .toList(),
                unreadable,
                whole);
    }

    boolean holds(TradeId id) {
        return id.compareTo(after) > 0 && id.compareTo(upTo) <= 0;
    }

    static TradeId place(PagingToken token) {
        return TradeId.parse(token.value());
    }
}
