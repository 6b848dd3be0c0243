package org.stellarticker.marketdata.legacy;

import java.math.BigDecimal;
import java.math.MathContext;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Price;

/**
 * The statistics of a window as the legacy ticker gives them: prices are base units per counter unit, so that
 * the stored lowest price is the highest here.
 *
 * @param baseVolume in units
 * @param counterVolume in units
 * @param change from {@code open} to {@code close}
 */
public record LegacyStats(
        BigDecimal baseVolume,
        BigDecimal counterVolume,
        long tradeCount,
        BigDecimal open,
        BigDecimal low,
        BigDecimal high,
        BigDecimal change,
        BigDecimal close) {

    /** More digits than any written value has. */
    private static final MathContext PRECISION = MathContext.DECIMAL128;

    public static LegacyStats of(MarketStats stats) {
        return new LegacyStats(
                stats.baseVolume(),
                stats.counterVolume(),
                stats.tradeCount(),
                turned(stats.open()),
                turned(stats.high()),
                turned(stats.low()),
                stats.close().inverse().minus(stats.open().inverse(), PRECISION),
                turned(stats.close()));
    }

    /** Returns the statistics of a window without a trade, which keeps the last price before it. */
    public static LegacyStats unchangedAt(Price last) {
        BigDecimal price = turned(last);
        return new LegacyStats(BigDecimal.ZERO, BigDecimal.ZERO, 0, price, price, price, BigDecimal.ZERO, price);
    }

    private static BigDecimal turned(Price price) {
        return price.inverse().decimal(PRECISION);
    }
}
