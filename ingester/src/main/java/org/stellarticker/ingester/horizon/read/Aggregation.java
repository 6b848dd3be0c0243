package org.stellarticker.ingester.horizon.read;

import java.math.BigDecimal;
import java.time.Instant;
import org.stellarticker.core.market.Price;

/**
 * An interval of a market as Horizon aggregates it. Horizon leaves out pool trades whose rounding slippage is 10 % or more.
 *
 * @param openTime inclusive
 * @param baseVolume in units
 * @param counterVolume in units
 * @param open counter per base, like the other prices
 */
public record Aggregation(
        Instant openTime,
        long tradeCount,
        BigDecimal baseVolume,
        BigDecimal counterVolume,
        Price open,
        Price high,
        Price low,
        Price close) {}
