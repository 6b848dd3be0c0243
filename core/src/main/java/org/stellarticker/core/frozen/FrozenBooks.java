package org.stellarticker.core.frozen;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.Map;
import org.stellarticker.core.market.OrderBookStats;
import org.stellarticker.core.market.OrderBookSummary;

/**
 * All order books by the name of their pair. A book is found by the <em>codes</em> of its assets, although pairs are
 * named by labels: one named by an anchor has the books of assets that are called so, if any.
 */
public final class FrozenBooks {

    private final Map<String, OrderBookStats> byName;

    private FrozenBooks(Map<String, OrderBookStats> byName) {
        this.byName = byName;
    }

    public static FrozenBooks of(Collection<OrderBookSummary> books) {
        return new FrozenBooks(books.stream()
                .collect(groupingBy(
                        book -> PairName.ofCodes(book.pair()), collectingAndThen(toList(), OrderBookStats::of))));
    }

    /** All books of that name as one; all figures are 0 when there is none. */
    public OrderBookStats named(String pairName) {
        return byName.getOrDefault(pairName, OrderBookStats.NONE);
    }
}
