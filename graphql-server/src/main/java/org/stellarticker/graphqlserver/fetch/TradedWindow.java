package org.stellarticker.graphqlserver.fetch;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.reducing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.db.market.MarketWindow;

/** What was traded since an instant on each market of two valid assets. */
public final class TradedWindow {

    /** A window in which there is no time, and so no trade. */
    public static final TradedWindow EMPTY = new TradedWindow(Instant.EPOCH, List.of(), new Books(List.of()));

    private final Instant start;
    private final List<MarketWindow> windows;
    private final Books books;

    // Made once, as most ask for all; made twice at the same time, they are the same.
    private volatile @Nullable List<MarketRow> allMarkets;
    private volatile @Nullable List<AggregatedMarketRow> allAggregated;

    /** @param windows those of assets that are not valid are left out */
    TradedWindow(Instant start, List<MarketWindow> windows, Books books) {
        this.start = start;
        this.windows = windows.stream().filter(MarketWindow::bothValid).toList();
        this.books = books;
    }

    /** A row for each exact pair, by its name. */
    public List<MarketRow> markets(MarketFilter filter) {
        if (!filter.equals(MarketFilter.ALL)) {
            return rows(filter);
        }
        List<MarketRow> all = allMarkets;
        if (all == null) {
            all = rows(filter);
            allMarkets = all;
        }
        return all;
    }

    private List<MarketRow> rows(MarketFilter filter) {
        return windows.stream()
                .filter(window -> filter.takes(window.pair()))
                .map(window ->
                        new MarketRow(window.pair(), start, TradeFigures.of(window.stats()), books.of(window.pair())))
                .sorted(Comparator.comparing(MarketRow::tradePair))
                .toList();
    }

    /** A row for each name, of the markets that are taken, by name. */
    public List<AggregatedMarketRow> aggregated(MarketFilter filter) {
        if (!filter.equals(MarketFilter.ALL)) {
            return aggregatedRows(filter);
        }
        List<AggregatedMarketRow> all = allAggregated;
        if (all == null) {
            all = aggregatedRows(filter);
            allAggregated = all;
        }
        return all;
    }

    private List<AggregatedMarketRow> aggregatedRows(MarketFilter filter) {
        TreeMap<String, Optional<MarketStats>> byName = windows.stream()
                .filter(window -> filter.takes(window.pair()))
                .collect(groupingBy(
                        MarketWindow::frozenName,
                        TreeMap::new,
                        mapping(MarketWindow::stats, reducing(MarketStats::plus))));
        return byName.entrySet().stream()
                .map(named -> new AggregatedMarketRow(
                        named.getKey(),
                        start,
                        TradeFigures.of(named.getValue().orElseThrow()),
                        books.named(named.getKey())))
                .toList();
    }
}
