package org.stellarticker.sandbox.journal;

import java.time.Instant;
import java.util.List;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;

/**
 * A closed ledger with its trades.
 *
 * @param closedAt whole seconds
 * @param trades all trades of the ledger, in the order of their ids
 */
public record ClosedLedger(LedgerSequence sequence, Instant closedAt, List<LedgerTrade> trades) {

    /**
     * Checks the trades.
     *
     * @throws IllegalArgumentException when a trade is not the ledger's or is out of order
     */
    public ClosedLedger {
        trades = List.copyOf(trades);
        TradeId before = new TradeId(sequence.firstToid(), 0);
        for (LedgerTrade ledgerTrade : trades) {
            var trade = ledgerTrade.trade();
            if (!trade.id().ledger().equals(sequence)
                    || !trade.ledgerCloseTime().equals(closedAt)
                    || trade.id().compareTo(before) <= 0) {
                throw new IllegalArgumentException("trade " + trade.id() + " of " + trade.ledgerCloseTime()
                        + ": expected a trade of ledger " + sequence + ", closed at " + closedAt + ", after " + before);
            }
            before = trade.id();
        }
    }

    /** Returns a ledger without trades. */
    public static ClosedLedger empty(LedgerSequence sequence, Instant closedAt) {
        return new ClosedLedger(sequence, closedAt, List.of());
    }
}
