package org.stellarticker.db.event;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.stellarticker.core.ledger.TradeId;

/**
 * A change, made in one transaction.
 *
 * @param markets the pairs concerned, by {@code trade_pair_id}
 * @param trades the range of the trades concerned; empty without trades
 * @param detail more, for people; may be empty
 * @param announced the trades that live streams announce, in their order
 * @param corrections the hours whose past changed: none, or one for each of the markets
 */
public record Event(
        EventKind kind,
        SortedSet<Integer> markets,
        Optional<Range> trades,
        String detail,
        List<TradeId> announced,
        List<MarketHours> corrections) {

    /** A range from one trade to another, both inclusive. */
    public record Range(TradeId first, TradeId last) {}

    public Event {
        announced = List.copyOf(announced);
        corrections = List.copyOf(corrections);
        if (!corrections.isEmpty()
                && !corrections.stream().map(MarketHours::pairId).toList().equals(List.copyOf(markets))) {
            throw new IllegalArgumentException(
                    "corrections: expected one for each market in order, found " + corrections + " for " + markets);
        }
    }

    /** An event that neither announces trades nor changes the past. */
    public Event(EventKind kind, SortedSet<Integer> markets, Optional<Range> trades, String detail) {
        this(kind, markets, trades, detail, List.of(), List.of());
    }
}
