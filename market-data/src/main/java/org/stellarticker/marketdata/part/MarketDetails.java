package org.stellarticker.marketdata.part;

import java.util.List;
import org.stellarticker.marketdata.MarketPool;
import org.stellarticker.marketdata.MarketSummary;
import org.stellarticker.marketdata.WindowCoverage;

/**
 * A market over a window, with what is known of its completeness and its liquidity pools, all in one direction.
 *
 * @param coverage of the summary's window
 * @param pools apart from the order book
 */
public record MarketDetails(MarketSummary summary, WindowCoverage coverage, List<MarketPool> pools) {

    public MarketDetails {
        pools = List.copyOf(pools);
    }
}
