package org.stellarticker.sandbox.horizon;

import org.stellarticker.sandbox.horizon.request.Order;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.horizon.request.Problem;
import org.stellarticker.sandbox.journal.JournalView;

/**
 * A position in the network's history: an operation's id and, within the operation, the order of trades.
 *
 * @param index the largest value when the cursor was a bare id, so that it skips all trades of that operation
 */
record HistoryCursor(long toid, long index) {

    /**
     * Reads a page's cursor.
     *
     * @throws Problem when it is not a cursor, or the page would begin before the oldest ledger and go back from there
     */
    static HistoryCursor of(PageQuery page, JournalView view) {
        HistoryCursor cursor = parse(page);
        if (page.order() == Order.DESC && cursor.toid <= (long) view.elder() << 32) {
            throw Problem.beforeHistory();
        }
        return cursor;
    }

    /** Returns the end of the newest ledger: after all that it can hold, before all that follows. */
    static String end(JournalView view) {
        return Long.toString((((long) view.latest() + 1) << 32) - 1);
    }

    /** Returns whether the view may hold something after this position. */
    boolean isBefore(JournalView view) {
        return toid >>> 32 <= view.latest();
    }

    private static HistoryCursor parse(PageQuery page) {
        String text = page.cursor();
        if (text.isEmpty()) {
            return page.order() == Order.ASC
                    ? new HistoryCursor(0, 0)
                    : new HistoryCursor(Long.MAX_VALUE, Long.MAX_VALUE);
        }
        int dash = text.indexOf('-');
        try {
            long toid = Long.parseLong(dash < 0 ? text : text.substring(0, dash));
            long index = dash < 0 ? Long.MAX_VALUE : Long.parseLong(text.substring(dash + 1));
            if (toid >= 0 && index >= 0) {
                return new HistoryCursor(toid, index);
            }
        } catch (NumberFormatException notNumbers) {
            // Reported below, in Horizon's words.
        }
        throw Problem.invalidField("cursor", "cursor: invalid value");
    }
}
