package org.stellarticker.ingester.horizon;

import java.math.BigDecimal;
import java.time.Instant;
import org.stellarticker.core.market.Price;

/**
 * A market's interval as Horizon sums it up by itself. It leaves out pool trades that rounding moved by a tenth or more.
 *
 * @param openTime inclusive
 * @param baseVolume in units
 * @param counterVolume in units
 * @param open counter per base, as are the others
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
