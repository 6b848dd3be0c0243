package org.stellarticker.db.candle;

import java.math.BigDecimal;
import java.time.Instant;
import org.stellarticker.core.market.TradePair;

/**
 * A minute in which a market traded more than dust.
 *
 * @param pair normalised
 * @param openTime inclusive
 * @param baseVolume in units, above 0
 * @param counterVolume in units, above 0
 */
public record TradedMinute(TradePair pair, Instant openTime, BigDecimal baseVolume, BigDecimal counterVolume) {}
