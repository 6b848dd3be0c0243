package org.stellarticker.marketdata;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * A volume-weighted average price, as the exact ratio of the volumes: counter per base.
 *
 * @param counterVolume 0 or more: the counter side of trades of some stroops may be below a stroop
 * @param baseVolume above 0
 */
public record Vwap(BigDecimal counterVolume, BigDecimal baseVolume) {

    public Vwap {
        if (counterVolume.signum() < 0 || baseVolume.signum() <= 0) {
            throw new IllegalArgumentException(
                    "VWAP: expected a counter volume of 0 or more and a base volume above 0, found " + counterVolume
                            + " / " + baseVolume);
        }
    }

    /** Returns the average; empty when no base was traded: without a trade, or when the base side of all was below a stroop. */
    public static Optional<Vwap> of(BigDecimal baseVolume, BigDecimal counterVolume) {
        return baseVolume.signum() > 0 ? Optional.of(new Vwap(counterVolume, baseVolume)) : Optional.empty();
    }

    /**
     * Returns the average of the turned market: base per counter.
     *
     * @throws IllegalArgumentException when no counter was traded
     */
    public Vwap inverse() {
        return new Vwap(/* counterVolume= */ baseVolume, /* baseVolume= */ counterVolume);
    }

    /** Returns counter per base as a decimal, rounded once to the given precision. */
    public BigDecimal decimal(MathContext precision) {
        return counterVolume.divide(baseVolume, precision);
    }
}
