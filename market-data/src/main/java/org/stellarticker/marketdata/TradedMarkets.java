package org.stellarticker.marketdata;

import java.time.Instant;
import java.util.List;
import org.stellarticker.db.market.MarketWindow;

/**
 * The trade statistics of all markets in one window.
 *
 * @param from the window's begin; a trade at just that instant does not count
 * @param asOf the window's end
 * @param windows in the order of their pairs' assets; without the markets that had no trade
 */
public record TradedMarkets(Instant from, Instant asOf, List<MarketWindow> windows) {}
