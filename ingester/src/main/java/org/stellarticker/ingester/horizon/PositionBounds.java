package org.stellarticker.ingester.horizon;

import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;

/**
 * Where the tokens of an answer may lie: behind the cursor that was asked, and not beyond the newest ledger of the source.
 *
 * @param from the cursor that was asked, exclusive
 * @param newest the newest ledger whose trades may be told
 */
record PositionBounds(TradeId from, PageOrder order, LedgerSequence newest) {

    private static final LedgerSequence ANY_LEDGER = new LedgerSequence(Integer.MAX_VALUE);

    /** Returns bounds that only the cursor sets. */
    static PositionBounds behind(TradeId from, PageOrder order) {
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
        return "paging_token: expected a position " + (order == PageOrder.ASCENDING ? "after " : "before ") + from
                + ", in the order of the records around it" + ledgers + "; found " + token + ", in ledger "
                + token.ledger();
    }
}
