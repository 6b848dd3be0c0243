package org.stellarticker.db.market;

import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.candle.CandlePrices;

/**
 * The statistics of a market in a window, with the prices of its trades without dust.
 *
 * @param pair normalised
 * @param bothValid whether both assets are valid
 * @param stats of all trades
 * @param prices of the trades that are no dust; empty when all are
 */
public record PricedWindow(TradePair pair, boolean bothValid, MarketStats stats, Optional<CandlePrices> prices) {}
