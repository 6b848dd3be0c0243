package org.stellarticker.ingester.horizon.read.trade;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;

/**
 * The batch of an answer's records, checked as a whole, so that no single record moves a position. No record follows the last
 * one and confirms its token: reading resumes before it, and a full page leaves it to the next page.
 */
final class Positions {

    /** The most records that Horizon sends at once. */
    static final int FULL_PAGE = 200;

    /** A record out of order, but this close, may be right and its neighbour wrong. */
    private static final long LEDGERS_APART = 20;

    private final List<TradeRecord> records;
    private final PositionBounds bounds;
    private final TradeId opened;
    private final OrderedRun run;
    private final Set<TradeId> inOrder = new HashSet<>();

    Positions(List<TradeRecord> records, PositionBounds bounds) {
        this(records, bounds, bounds.from());
    }

    /** @param opened the cursor of a stream, which may repeat the records between this cursor and the bounds */
    Positions(List<TradeRecord> records, PositionBounds bounds, TradeId opened) {
        this.records = records;
        this.opened = opened;
        this.bounds = bounds;
        this.run = new OrderedRun(records, bounds);
        for (int n = 1; n <= run.length(); n++) {
            inOrder.add(run.position(run.fromEnd(n)));
        }
    }

    /** Returns the furthest position of the records, within the bounds or not; empty without any. */
    static Optional<TradeId> furthest(List<TradeRecord> records) {
        return records.stream()
                .map(TradeRecord::position)
                .filter(Objects::nonNull)
                .max(TradeId::compareTo);
    }

    /**
     * Returns the batch of a page.
     *
     * @param next the cursor of the page's link, which is used where the records have no position
     * @param whole whether no record of the page is missing, so that the link is the position of its last one
     */
    TradeBatch page(@Nullable TradeId next, boolean whole) {
        boolean full = records.size() >= FULL_PAGE;
        if (full && run.length() >= 2) {
            int last = run.fromEnd(2);
            return batch(0, last + 1, run.position(last), run.position(last));
        }
        if (full) {
            // No record confirms another, and the page would be requested again for ever.
            TradeId seen = seen();
            TradeId further =
                    next != null && bounds.hold(next) && bounds.order().compare(next, seen) > 0 ? next : seen;
            return batch(0, records.size(), further, further);
        }
        return run.length() == 0 && whole && next != null && bounds.hold(next)
                ? batch(0, records.size(), bounds.from(), next)
                : rest(0);
    }

    /** Returns the batch of all records from one on. */
    TradeBatch rest(int first) {
        return batch(first, records.size(), confirmed(), seen());
    }

    private TradeId confirmed() {
        return run.length() < 2 ? bounds.from() : run.position(run.fromEnd(2));
    }

    private TradeId seen() {
        return run.length() == 0 ? bounds.from() : run.position(run.fromEnd(1));
    }

    private TradeBatch batch(int first, int end, TradeId upTo, TradeId seen) {
        var trades = new ArrayList<Trade>(end - first);
        var unreadable = new ArrayList<UnreadableTrade>();
        for (int i = first; i < end; i++) {
            TradeRecord record = records.get(i);
            if (!isInBounds(i)) {
                unreadable.add(record.outOf(bounds));
            } else if (record.trade() != null) {
                trades.add(record.trade());
            } else {
                unreadable.add(record.unreadable());
            }
        }
        return new TradeBatch(List.copyOf(trades), List.copyOf(unreadable), upTo.token(), seen.token());
    }

    /** Returns whether a record is at the position of its token, judged by its neighbours. */
    private boolean isInBounds(int record) {
        TradeId token = records.get(record).position();
        return token == null
                || inOrder.contains(token)
                || (bounds.hold(token) ? isNear(record, token) : isRepeated(token));
    }

    private boolean isRepeated(TradeId token) {
        return bounds.order().compare(token, opened) > 0 && !bounds.isBehindCursor(token);
    }

    /** Returns whether a record out of order is close to its neighbour: one of both is wrong, and it is not known which. */
    private boolean isNear(int record, TradeId token) {
        TradeId before = run.before(record);
        TradeId after = run.after(record);
        boolean tooFar = after != null && bounds.order().compare(token, after) > 0;
        TradeId neighbour = tooFar ? after : before;
        return neighbour != null
                && Math.abs(token.ledger().value() - neighbour.ledger().value()) <= LEDGERS_APART;
    }

    /** Returns whether several records have positions, and none of them was requested. */
    boolean areAllOutOfBounds() {
        var again = records.stream()
                .map(TradeRecord::position)
                .filter(Objects::nonNull)
                .toList();
        return again.size() > 1 && again.stream().noneMatch(bounds::isBehindCursor);
    }
}
