package org.stellarticker.marketdata.legacy;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.market.MarketStats;

/**
 * One entry of {@code markets.json}: the sum of all markets whose labels form one name.
 *
 * @param name base label, underscore, counter label
 * @param day what was traded in the last 24 hours; empty when nothing was
 * @param week what was traded in the last 7 days; a name without a trade in them has no entry
 */
public record LegacyPair(String name, Optional<MarketStats> day, MarketStats week, OrderBookStats books) {

    /** The statistics of the last 24 hours; without a trade they show the last price of the week. */
    public LegacyStats dayStats() {
        return day.map(LegacyStats::of).orElseGet(() -> LegacyStats.unchangedAt(week.close()));
    }

    public LegacyStats weekStats() {
        return LegacyStats.of(week);
    }

    /** Returns the instant of the last trade. */
    public Instant closeTime() {
        return week.lastTradeTime();
    }
}
