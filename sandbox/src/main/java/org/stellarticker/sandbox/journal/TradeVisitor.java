package org.stellarticker.sandbox.journal;

/** Is shown one trade after the other. */
@FunctionalInterface
public interface TradeVisitor {

    /** @return whether to go on */
    boolean visit(StoredTrade trade);
}
