package org.stellarticker.db.event;

import java.util.Optional;
import java.util.SortedSet;
import org.stellarticker.core.ledger.TradeId;

/**
 * A change, made in one transaction.
 *
 * @param markets the pairs concerned, by {@code trade_pair_id}
 * @param trades the range of the trades concerned; empty without trades
 * @param detail more, for people; may be empty
 */
public record Event(EventKind kind, SortedSet<Integer> markets, Optional<Range> trades, String detail) {

    /** A range from one trade to another, both inclusive. */
    public record Range(TradeId first, TradeId last) {}
}
