package org.stellarticker.marketdata.legacy;

import java.time.Instant;
import org.stellarticker.core.market.MarketStats;

/**
 * The sum of all markets of one name in a window.
 *
 * @param name what the assets stand for, such as {@code XLM_USD}
 * @param intervalStart the window's begin; a trade at just that instant does not count
 */
public record AggregatedMarket(String name, Instant intervalStart, MarketStats traded, OrderBookStats books) {}
