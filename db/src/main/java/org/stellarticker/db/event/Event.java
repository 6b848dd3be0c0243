package org.stellarticker.db.event;

import java.util.Optional;
import java.util.SortedSet;
import org.stellarticker.core.ledger.TradeId;

/**
 * Something that happened, in one transaction.
 *
 * @param markets the pairs concerned, by {@code trade_pair_id}
 * @param trades the trades concerned lie in this range
 * @param detail more, for people; may be empty
 */
public record Event(EventKind kind, SortedSet<Integer> markets, Optional<Range> trades, String detail) {

    /** From one trade to another, both inclusive. */
    public record Range(TradeId first, TradeId last) {}
}
