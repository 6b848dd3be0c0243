package org.stellarticker.marketdata.legacy;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.TradePair;

/**
 * Gives order books by pair and by the pair's name. A name finds books by the <em>codes</em> of their assets, although pairs
 * are named by labels: a pair named by an anchor has the books of assets whose code is that name, if any.
 */
public final class LegacyBooks {

    private final Map<TradePair, OrderBookSummary> byPair;
    private final Map<String, OrderBookStats> byName;

    private LegacyBooks(Map<TradePair, OrderBookSummary> byPair, Map<String, OrderBookStats> byName) {
        this.byPair = byPair;
        this.byName = byName;
    }

    public static LegacyBooks of(Collection<OrderBookSummary> books) {
        return new LegacyBooks(
                books.stream().collect(toMap(OrderBookSummary::pair, Function.identity())),
                books.stream()
                        .collect(groupingBy(
                                book -> PairName.ofCodes(book.pair()),
                                collectingAndThen(toList(), OrderBookStats::of))));
    }

    /** Returns the book of one exact pair; all values are 0 when there is none. */
    public OrderBookStats of(TradePair pair) {
        OrderBookSummary book = byPair.get(pair);
        return book == null ? OrderBookStats.NONE : OrderBookStats.of(List.of(book));
    }

    /** Returns the sum of all books of a name; all values are 0 when there is none. */
    public OrderBookStats named(String pairName) {
        return byName.getOrDefault(pairName, OrderBookStats.NONE);
    }
}
