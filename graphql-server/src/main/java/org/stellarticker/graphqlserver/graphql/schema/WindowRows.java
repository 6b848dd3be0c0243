package org.stellarticker.graphqlserver.graphql.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.marketdata.legacy.LegacyWindow;
import org.stellarticker.marketdata.legacy.MarketFilter;

/** The rows of a window. Most queries ask for all of them, so these are made once. */
final class WindowRows {

    private final LegacyWindow window;

    // Two threads may make them at the same time; the results are equal.
    private volatile @Nullable List<MarketRow> allMarkets;
    private volatile @Nullable List<AggregatedMarketRow> allAggregated;

    WindowRows(LegacyWindow window) {
        this.window = window;
    }

    /** Returns a row for each exact pair, by its name. */
    List<MarketRow> markets(MarketFilter filter) {
        if (!filter.equals(MarketFilter.ALL)) {
            return marketRows(filter);
        }
        List<MarketRow> all = allMarkets;
        if (all == null) {
            all = marketRows(filter);
            allMarkets = all;
        }
        return all;
    }

    private List<MarketRow> marketRows(MarketFilter filter) {
        return window.markets(filter).stream().map(MarketRow::of).toList();
    }

    /** Returns a row for each name, summed over the selected markets, by name. */
    List<AggregatedMarketRow> aggregated(MarketFilter filter) {
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
        return window.aggregated(filter).stream().map(AggregatedMarketRow::of).toList();
    }
}
