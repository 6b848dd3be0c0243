package org.stellarticker.marketdata.legacy;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.reducing;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.db.market.MarketWindow;

/** Sums the markets of several issuers whose labels form the same name. */
final class NamedMarkets {

    private NamedMarkets() {}

    /**
     * Sums markets by name.
     *
     * @param windows of one length, each of two valid assets
     */
    static SortedMap<String, MarketStats> sum(Stream<MarketWindow> windows) {
        return windows.collect(groupingBy(
                PairName::of,
                TreeMap::new,
                mapping(MarketWindow::stats, collectingAndThen(reducing(MarketStats::plus), Optional::orElseThrow))));
    }
}
