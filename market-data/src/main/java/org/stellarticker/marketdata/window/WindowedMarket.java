package org.stellarticker.marketdata.window;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.Vwap;
import org.stellarticker.marketdata.WindowCoverage;

/**
 * What a market traded in a window, in the direction that was asked for.
 *
 * @param from inclusive
 * @param to exclusive
 * @param traded empty when nothing was traded
 * @param summed whether all stored trades are in it; otherwise too many candles are still to be made
 * @param coverage how completely the window is fetched and audited
 */
public record WindowedMarket(
        TradePair pair,
        Instant from,
        Instant to,
        Optional<MarketStats> traded,
        boolean summed,
        WindowCoverage coverage) {

    /** Returns the volume-weighted average price; empty when no base was traded. */
    public Optional<Vwap> vwap() {
        return traded.flatMap(stats -> Vwap.of(stats.baseVolume(), stats.counterVolume()));
    }

    /** Returns the base of all trades, in units. */
    public BigDecimal baseVolume() {
        return traded.map(MarketStats::baseVolume).orElse(BigDecimal.ZERO);
    }

    /** Returns the counter of all trades, in units. */
    public BigDecimal counterVolume() {
        return traded.map(MarketStats::counterVolume).orElse(BigDecimal.ZERO);
    }

    public long tradeCount() {
        return traded.map(MarketStats::tradeCount).orElse(0L);
    }

    /** Returns whether the window is wholly fetched and all of it is in the sums. */
    public boolean complete() {
        return summed && coverage.complete();
    }

    /** Returns whether the audit agreed with all hours of the window. */
    public boolean audited() {
        return summed && coverage.audited();
    }
}
