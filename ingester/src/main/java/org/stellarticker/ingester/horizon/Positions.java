package org.stellarticker.ingester.horizon;

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
 * What the records of an answer come to as a whole, so that none moves a position by its own word. The last record has
 * none behind it that vouches for its token: reading goes on before it, and of a full page it is left to the next one.
 */
final class Positions {

    /** As many records as Horizon gives at once. */
    static final int FULL_PAGE = 200;

    /** A record that does not stand in order, but this close, may be right and its neighbour wrong. */
    private static final long LEDGERS_APART = 20;

    private final List<TradeRecord> records;
    private final PositionBounds bounds;
    private final TradeId opened;
    private final OrderedRun run;
    private final Set<TradeId> inOrder = new HashSet<>();

    Positions(List<TradeRecord> records, PositionBounds bounds) {
        this(records, bounds, bounds.from());
    }

    /** @param opened the cursor of a stream, which may tell again what came between this and the bounds */
    Positions(List<TradeRecord> records, PositionBounds bounds, TradeId opened) {
        this.records = records;
        this.opened = opened;
        this.bounds = bounds;
        this.run = new OrderedRun(records, bounds);
        for (int n = 1; n <= run.length(); n++) {
            inOrder.add(run.position(run.fromEnd(n)));
        }
    }

    /** Returns the furthest position that the records tell, whether it is within the bounds or not; empty without any. */
    static Optional<TradeId> furthest(List<TradeRecord> records) {
        return records.stream()
                .map(TradeRecord::position)
                .filter(Objects::nonNull)
                .max(TradeId::compareTo);
    }

    /**
     * Returns the batch that a page comes to.
     *
     * @param next the cursor of the page's link, which is followed where the records tell no position
     * @param whole whether no record of the page is missing, so that the link is the position of its last one
     */
    TradeBatch page(@Nullable TradeId next, boolean whole) {
        boolean full = records.size() >= FULL_PAGE;
        if (full && run.length() >= 2) {
            int last = run.fromEnd(2);
            return batch(0, last + 1, run.position(last), run.position(last));
        }
        if (full) {
            // None of its records vouches for another, and it would be asked for again for ever.
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
        return batch(first, records.size(), vouchedFor(), seen());
    }

    private TradeId vouchedFor() {
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

    /** Returns whether a record stands where its token says, as far as its neighbours tell. */
    private boolean isInBounds(int record) {
        TradeId token = records.get(record).position();
        return token == null
                || inOrder.contains(token)
                || (bounds.hold(token) ? isNear(record, token) : isConfirmed(token));
    }

    private boolean isConfirmed(TradeId token) {
        return bounds.order().compare(token, opened) > 0 && !bounds.isBehindCursor(token);
    }

    /** One of two neighbours that are not in order is wrong, and it is not known which. */
    private boolean isNear(int record, TradeId token) {
        TradeId before = run.before(record);
        TradeId behind = run.behind(record);
        boolean tooFar = behind != null && bounds.order().compare(token, behind) > 0;
        TradeId neighbour = tooFar ? behind : before;
        return neighbour != null
                && Math.abs(token.ledger().value() - neighbour.ledger().value()) <= LEDGERS_APART;
    }

    /** Returns whether several records tell positions, and none of them one that was asked for. */
    boolean answerAnotherQuestion() {
        var again = records.stream()
                .map(TradeRecord::position)
                .filter(Objects::nonNull)
                .toList();
        return again.size() > 1 && again.stream().noneMatch(bounds::isBehindCursor);
    }
}
