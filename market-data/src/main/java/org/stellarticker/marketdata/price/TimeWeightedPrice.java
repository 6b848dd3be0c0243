package org.stellarticker.marketdata.price;

import java.math.BigDecimal;
import java.util.Optional;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.marketdata.window.WindowedMarket;

/**
 * A market's time-weighted average price over a window, beside what it traded.
 *
 * @param twap counter per base, with 20 significant digits; empty when no price was known in the window
 * @param interval the candles whose closing prices are averaged
 */
public record TimeWeightedPrice(WindowedMarket market, Optional<BigDecimal> twap, CandleInterval interval) {}
