package org.stellarticker.marketdata.listing;

import java.util.Optional;
import org.stellarticker.core.market.MarketStats;

/**
 * What the prices and venues of a listed market were read with. What was read with equal values is still so: the market's
 * window did not move, and none of its candles was made anew.
 *
 * @param day the stored statistics of the last 24 hours; empty without a trade
 * @param week those of the last 7 days
 * @param candlesChanged the position of the last change of a candle of the market
 */
public record ListedSums(Optional<MarketStats> day, MarketStats week, long candlesChanged) {}
