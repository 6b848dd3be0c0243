package org.stellarticker.db.candle;

import java.math.BigDecimal;
import java.time.Instant;
import org.stellarticker.core.market.Price;

/**
 * A market's candle with its source.
 *
 * @param openTime inclusive
 * @param baseVolume in units
 * @param counterVolume in units
 * @param open counter per base, as are the others
 */
public record SourcedCandle(
        CandleSource source,
        Instant openTime,
        BigDecimal baseVolume,
        BigDecimal counterVolume,
        long tradeCount,
        Price open,
        Price high,
        Price low,
        Price close) {}
