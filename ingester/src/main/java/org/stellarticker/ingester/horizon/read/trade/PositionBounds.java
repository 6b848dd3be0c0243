package org.stellarticker.ingester.horizon.read.trade;

import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;

/**
 * The bounds of the tokens of an answer: after the requested cursor, and not beyond the newest ledger of the source.
 *
 * @param from the requested cursor, exclusive
 * @param newest the newest ledger whose trades the answer may hold
 */
record PositionBounds(TradeId from, PositionOrder order, LedgerSequence newest) {

    private static final LedgerSequence ANY_LEDGER = new LedgerSequence(Integer.MAX_VALUE);

    /** Returns bounds that only the cursor sets. */
    static PositionBounds behind(TradeId from, PositionOrder order) {
        return new PositionBounds(from, order, ANY_LEDGER);
    }

    boolean hold(TradeId token) {
        return isBehindCursor(token) && token.ledger().compareTo(newest) <= 0;
    }

    boolean isBehindCursor(TradeId token) {
        return order.compare(token, from) > 0;
    }

    /** Returns why a token is out of bounds. */
    String reason(TradeId token) {
        String ledgers = newest.equals(ANY_LEDGER) ? "" : ", in ledger " + newest + " at most";
        return "paging_token: expected a position " + (order == PositionOrder.ASCENDING ? "after " : "before ") + from
                + ", in the order of the records around it" + ledgers + "; found " + token + ", in ledger "
                + token.ledger();
    }
}
