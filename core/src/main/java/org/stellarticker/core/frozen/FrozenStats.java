package org.stellarticker.core.frozen;

import java.math.BigDecimal;
import java.math.MathContext;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Price;

/**
 * A window's figures as the former ticker told them: prices are base units per counter unit, so that the highest is what
 * was the lowest.
 *
 * @param baseVolume in units
 * @param counterVolume in units
 * @param change from {@code open} to {@code close}
 */
public record FrozenStats(
        BigDecimal baseVolume,
        BigDecimal counterVolume,
        long tradeCount,
        BigDecimal open,
        BigDecimal low,
        BigDecimal high,
        BigDecimal change,
        BigDecimal close) {

    /** Beyond what any of the figures is told with. */
    private static final MathContext PRECISION = MathContext.DECIMAL128;

    public static FrozenStats of(MarketStats stats) {
        return new FrozenStats(
                stats.baseVolume(),
                stats.counterVolume(),
                stats.tradeCount(),
                turned(stats.open()),
                turned(stats.high()),
                turned(stats.low()),
                stats.close().inverse().minus(stats.open().inverse(), PRECISION),
                turned(stats.close()));
    }

    /** A window without a trade, which stands at the last price before it. */
    public static FrozenStats standingAt(Price last) {
        BigDecimal price = turned(last);
        return new FrozenStats(BigDecimal.ZERO, BigDecimal.ZERO, 0, price, price, price, BigDecimal.ZERO, price);
    }

    private static BigDecimal turned(Price price) {
        return price.inverse().decimal(PRECISION);
    }
}
