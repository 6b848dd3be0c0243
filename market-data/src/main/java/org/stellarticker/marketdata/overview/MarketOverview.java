package org.stellarticker.marketdata.overview;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.MarketPool;
import org.stellarticker.marketdata.MarketSummary;

/**
 * A market beside others, in the direction in which its quote is the counter.
 *
 * @param summary over the list's window
 * @param activity what it traded lately; without the windows in which it did not trade
 * @param pool its liquidity pool; empty without one
 * @param baseVolumeUsd what the window's base volume is worth in US dollars; empty when the base has no rate
 */
public record MarketOverview(
        MarketSummary summary,
        Map<ActivityWindow, MarketStats> activity,
        Optional<MarketPool> pool,
        Optional<BigDecimal> baseVolumeUsd) {

    public MarketOverview {
        activity = Map.copyOf(activity);
    }

    public TradePair pair() {
        return summary.pair();
    }

    /** Returns what it traded in a window; empty without a trade. */
    public Optional<MarketStats> activity(ActivityWindow window) {
        return Optional.ofNullable(activity.get(window));
    }

    /** Returns the base that was traded in a window, in units. */
    public BigDecimal volume(ActivityWindow window) {
        return activity(window).map(MarketStats::baseVolume).orElse(BigDecimal.ZERO);
    }

    /** Returns how many trades of a window bought the base. */
    public long buys(ActivityWindow window) {
        return activity(window).map(MarketStats::buyCount).orElse(0L);
    }

    /** Returns how many trades of a window sold the base. */
    public long sells(ActivityWindow window) {
        return activity(window).map(MarketStats::sellCount).orElse(0L);
    }

    /** Returns the change from the first trade's price in a window to the last one's; empty without a trade. */
    public Optional<BigDecimal> change(ActivityWindow window, MathContext precision) {
        return activity(window).map(stats -> stats.close().minus(stats.open(), precision));
    }
}
