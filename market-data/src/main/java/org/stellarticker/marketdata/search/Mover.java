package org.stellarticker.marketdata.search;

import java.math.BigDecimal;
import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.candle.CandlePrices;

/**
 * A market that moved, in the direction in which its quote is the counter.
 *
 * @param stats of all trades of the window
 * @param prices of the trades that are no dust; empty when all are
 * @param change of the last price without dust to the first one, as a part of the first; empty when all trades are dust
 * @param volumeUsd what the base volume is worth in US dollars; empty when the base has no rate
 */
public record Mover(
        TradePair pair,
        MarketStats stats,
        Optional<CandlePrices> prices,
        Optional<BigDecimal> change,
        Optional<BigDecimal> volumeUsd) {}
