package org.stellarticker.ingester.horizon.read.trade;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.ingester.horizon.client.HorizonException;

/**
 * Checks batches for omitted trades. Where a batch skips many ledgers, its range is read in the other order too, in which
 * other tokens decide what comes next. The result has the trades of both orders.
 */
final class BothOrders {

    /** A minute: a busy market is rarely quiet for longer, so that a larger step is checked. */
    private static final long LARGE_STEP = 12;

    /** A step that would be as rare by chance is checked. */
    private static final double RARE = 0.01;

    /** Fewer steps have no distribution that says anything. */
    private static final int FEWEST_STEPS = 5;

    /** The step that is large where there are fewer: so many trades in so few ledgers leave none out. */
    private static final long LARGE_STEP_OF_FEW = 3;

    /** Ten thousand trades: more than a quiet range has. */
    private static final int MOST_PAGES = 50;

    /** Requests the page that follows a position. */
    @FunctionalInterface
    interface Source {
        TradePageResult page(TradeId from, PositionOrder order) throws InterruptedException;
    }

    private final Source source;

    BothOrders(Source source) {
        this.source = source;
    }

    /**
     * Returns the batch with the trades that only the other order has, where the batch steps over many ledgers.
     *
     * @param from the cursor of the batch's request
     * @throws HorizonException when the other order does not come back to the cursor
     */
    TradeBatch complete(TradeBatch batch, TradeId from, PositionOrder order) throws InterruptedException {
        return skipsLedgers(batch, from, TradeId.parse(batch.seen().value())) ? prove(batch, from, order) : batch;
    }

    /** Does the same as {@link #complete}, however few ledgers the batch steps over. */
    TradeBatch prove(TradeBatch batch, TradeId from, PositionOrder order) throws InterruptedException {
        TradeId seen = TradeId.parse(batch.seen().value());
        Map<TradeId, Trade> trades = new LinkedHashMap<>();
        batch.trades().forEach(trade -> trades.put(trade.id(), trade));
        PositionOrder other = order == PositionOrder.ASCENDING ? PositionOrder.DESCENDING : PositionOrder.ASCENDING;
        boolean back = false;
        TradeId position = seen;
        for (int pages = 0; !back && pages < MOST_PAGES; pages++) {
            if (source.page(position, other) instanceof TradePageResult.Trades(var page)) {
                page.trades().stream()
                        .filter(trade -> order.compare(trade.id(), from) > 0)
                        .forEach(trade -> trades.putIfAbsent(trade.id(), trade));
                position = after(page, position);
                back = order.compare(position, from) <= 0;
            } else {
                back = true;
            }
        }
        if (!back) {
            throw new HorizonException("Horizon's two orders do not agree: " + order.word() + " from " + from
                    + " it skips to " + seen + ", and " + other.word() + " from there it does not come back");
        }
        return trades.size() == batch.trades().size() ? batch : with(batch, trades.values(), order);
    }

    /** A short page is not the end: behind a single record reading goes on from that record. */
    private static TradeId after(TradeBatch page, TradeId position) {
        TradeId upTo = TradeId.parse(page.upTo().value());
        return upTo.equals(position) ? TradeId.parse(page.seen().value()) : upTo;
    }

    private static TradeBatch with(TradeBatch batch, Iterable<Trade> trades, PositionOrder order) {
        var all = new ArrayList<Trade>();
        trades.forEach(all::add);
        all.sort(Comparator.comparing(Trade::id, order::compare));
        return new TradeBatch(List.copyOf(all), batch.unreadable(), batch.upTo(), batch.seen());
    }

    private static boolean skipsLedgers(TradeBatch batch, TradeId from, TradeId seen) {
        var positions = new ArrayList<TradeId>();
        batch.trades().forEach(trade -> positions.add(trade.id()));
        batch.unreadable().stream()
                .map(UnreadableTrade::token)
                .flatMap(Optional::stream)
                .forEach(token -> positions.add(TradeId.parse(token.value())));
        positions.add(from);
        positions.add(seen);
        positions.sort(Comparator.naturalOrder());
        var steps = new ArrayList<Long>();
        for (int i = 1; i < positions.size(); i++) {
            long step = positions.get(i).ledger().value()
                    - positions.get(i - 1).ledger().value();
            if (step > 0) {
                steps.add(step);
            }
        }
        steps.sort(Comparator.naturalOrder());
        return !steps.isEmpty() && isLarge(steps.getLast(), steps.subList(0, steps.size() - 1));
    }

    /**
     * Returns whether a step is larger than chance makes it beside the other steps of its page. Where a ledger has no trade
     * with the probability q, a step is larger than s with q to the power of s; q is estimated from the other steps.
     */
    private static boolean isLarge(long largest, List<Long> others) {
        if (largest > LARGE_STEP) {
            return true;
        }
        int steps = others.size() + 1;
        if (steps < FEWEST_STEPS) {
            return largest > LARGE_STEP_OF_FEW;
        }
        long ledgers = others.stream().mapToLong(Long::longValue).sum();
        // One of each more than was seen, so that a page without an empty ledger does not make one impossible.
        double empty = (ledgers - others.size() + 1.0) / (ledgers + 2.0);
        return steps * Math.pow(empty, largest - 1.0) < RARE;
    }
}
