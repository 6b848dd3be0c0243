package org.stellarticker.marketdata.stream;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;

/**
 * What one read is to give: all that some selections want.
 *
 * @param market as it is stored, when all selections are of this one; empty for all markets
 * @param candles intervals by the market as it is stored
 */
public record Wanted(Set<Topic> topics, Optional<TradePair> market, Map<TradePair, Set<CandleInterval>> candles) {

    /** Returns what a selection wants. */
    public static Wanted of(Selection selection) {
        return of(List.of(selection));
    }

    /** Returns what any of the selections wants. */
    public static Wanted of(Collection<Selection> selections) {
        Set<Optional<TradePair>> markets =
                selections.stream().map(Selection::stored).collect(toUnmodifiableSet());
        var candles = new HashMap<TradePair, Set<CandleInterval>>();
        for (Selection selection : selections) {
            selection
                    .stored()
                    .filter(_ -> selection.topics().contains(Topic.CANDLES))
                    .ifPresent(market -> candles.computeIfAbsent(market, _ -> new HashSet<>())
                            .addAll(selection.intervals()));
        }
        return new Wanted(
                selections.stream().flatMap(each -> each.topics().stream()).collect(toUnmodifiableSet()),
                markets.size() == 1 ? markets.iterator().next() : Optional.empty(),
                candles);
    }

    boolean wants(TradePair stored) {
        return market.map(stored::equals).orElse(true);
    }
}
