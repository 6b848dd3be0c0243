package org.stellarticker.ingester.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.ingester.horizon.read.trade.TradeBatch;
import org.stellarticker.ingester.horizon.read.trade.UnreadableTrade;

/**
 * All trades between two positions as Horizon reports them, to be compared with the stored ones.
 *
 * @param after the position before the range, exclusive
 * @param upTo the last position of the range, inclusive
 * @param from the earliest close time that a trade of the range can have, inclusive
 * @param to the end of the close times, exclusive
 * @param trades the readable trades, oldest first
 * @param whole whether the range contains all records of its page
 */
record TradeRange(
        TradeId after,
        TradeId upTo,
        Instant from,
        Instant to,
        List<Trade> trades,
        List<UnreadableTrade> unreadable,
        boolean whole) {

    /** The end of what may be compared now: no trade after the position, and none that closed at this time or later. */
    record Bound(TradeId position, Instant closedBefore) {

        boolean contains(Trade trade) {
            return trade.id().compareTo(position) <= 0
                    && trade.ledgerCloseTime().isBefore(closedBefore);
        }
    }

    /** Returns the part of a page that lies within a bound. */
    static TradeRange of(TradeBatch page, TradeId after, Instant from, Bound bound) {
        var trades = new ArrayList<Trade>();
        boolean whole = true;
        TradeId upTo = after;
        for (Trade trade : page.trades()) {
            if (!bound.contains(trade)) {
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

    /** Returns a range for which Horizon reports no trades. */
    static TradeRange empty(TradeId after, TradeId upTo, Instant from, Instant to) {
        return new TradeRange(after, upTo, from, to, List.of(), List.of(), true);
    }

    /** Returns the unreadable records of the range; one without a position belongs to it when the whole page does. */
    private static List<UnreadableTrade> within(List<UnreadableTrade> unreadable, TradeId upTo, boolean whole) {
        return unreadable.stream()
                .filter(record -> record.token()
                        .map(token -> position(token).compareTo(upTo) <= 0)
                        .orElse(whole))
                .toList();
    }

    /** Returns this range without the trades that closed before an instant. */
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

    boolean contains(TradeId id) {
        return id.compareTo(after) > 0 && id.compareTo(upTo) <= 0;
    }

    static TradeId position(PagingToken token) {
        return TradeId.parse(token.value());
    }
}
