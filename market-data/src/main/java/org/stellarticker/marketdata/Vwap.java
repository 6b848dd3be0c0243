package org.stellarticker.marketdata;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * A volume-weighted average price, as the exact ratio of the volumes: counter per base.
 *
 * @param counterVolume above 0
 * @param baseVolume above 0
 */
public record Vwap(BigDecimal counterVolume, BigDecimal baseVolume) {

    public Vwap {
        if (counterVolume.signum() <= 0 || baseVolume.signum() <= 0) {
            throw new IllegalArgumentException(
                    "VWAP: expected volumes above 0, found " + counterVolume + " / " + baseVolume);
        }
    }

    /** Returns the average; empty when a volume is 0: without a trade, or when a side of all trades was below a stroop. */
    public static Optional<Vwap> of(BigDecimal baseVolume, BigDecimal counterVolume) {
        return counterVolume.signum() > 0 && baseVolume.signum() > 0
                ? Optional.of(new Vwap(counterVolume, baseVolume))
                : Optional.empty();
    }

    /** Returns the average of the turned market: base per counter. */
    public Vwap inverse() {
        return new Vwap(/* counterVolume= */ baseVolume, /* baseVolume= */ counterVolume);
    }

    /** Returns counter per base as a decimal, rounded once to the given precision. */
    public BigDecimal decimal(MathContext precision) {
        return counterVolume.divide(baseVolume, precision);
    }
}
