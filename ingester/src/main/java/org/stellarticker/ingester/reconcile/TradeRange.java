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
 * @param trades oldest first
 * @param whole whether this is all of the page that it is of
 */
record TradeRange(
        TradeId after,
        TradeId upTo,
        Instant from,
        Instant to,
        List<Trade> trades,
        List<UnreadableTrade> unreadable,
        boolean whole) {

    /** Where reading ends for now: what is younger than this, or behind this place, is not looked at yet. */
    record Bound(TradeId position, Instant closedBefore) {

        boolean holds(Trade trade) {
            return trade.id().compareTo(position) <= 0
                    && trade.ledgerCloseTime().isBefore(closedBefore);
        }
    }

    /** The part of a page that lies within a bound. */
    static TradeRange of(TradeBatch page, TradeId after, Instant from, Bound bound) {
        var trades = new ArrayList<Trade>();
        boolean whole = true;
        TradeId upTo = after;
        for (Trade trade : page.trades()) {
            if (!bound.holds(trade)) {
                whole = false;
                break;
            }
            trades.add(trade);
            upTo = trade.id();
        }
        TradeId end = position(page.seen());
        if (whole && end.compareTo(bound.position()) <= 0) {
            upTo = end;
        } else {
            whole = false;
        }
        Instant to = trades.isEmpty() ? from : trades.getLast().ledgerCloseTime();
        return new TradeRange(
                after, upTo, from, to.plusSeconds(1), trades, within(page.unreadable(), upTo, whole), whole);
    }

    /** One of which Horizon told that it holds no trades. */
    static TradeRange empty(TradeId after, TradeId upTo, Instant from, Instant to) {
        return new TradeRange(after, upTo, from, to, List.of(), List.of(), true);
    }

    /** Those that tell no place belong to it when all of the page does. */
    private static List<UnreadableTrade> within(List<UnreadableTrade> unreadable, TradeId upTo, boolean whole) {
        return unreadable.stream()
                .filter(record -> record.token()
                        .map(token -> position(token).compareTo(upTo) <= 0)
                        .orElse(whole))
                .toList();
    }

    /** The same, without trades that closed before an instant. */
    TradeRange since(Instant kept) {
        return new TradeRange(
                after,
                upTo,
                from.isBefore(kept) ? kept : from,
                to.isBefore(kept) ? kept : to,
                trades.stream()
                        .filter(trade -> !trade.ledgerCloseTime().isBefore(kept))
                        .toList(),
                unreadable,
                whole);
    }

    boolean holds(TradeId id) {
        return id.compareTo(after) > 0 && id.compareTo(upTo) <= 0;
    }

    static TradeId position(PagingToken token) {
        return TradeId.parse(token.value());
    }
}
