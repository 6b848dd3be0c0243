package org.stellarticker.sandbox.journal;

/** Receives one trade after the other. */
@FunctionalInterface
public interface TradeVisitor {

    /**
     * Receives a trade.
     *
     * @return whether to continue
     */
    boolean visit(StoredTrade trade);
}
