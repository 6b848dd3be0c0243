package org.stellarticker.core.market;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Writes numbers as plain decimals: never with an exponent, and without zeros at the end of the decimals. */
public final class PlainDecimal {

    /** The precision of published prices and of other ratios: 20 significant digits, rounded half-even. */
    public static final MathContext PRECISION = new MathContext(20, RoundingMode.HALF_EVEN);

    private PlainDecimal() {}

    /** Writes a number with all its digits. */
    public static String of(BigDecimal exact) {
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }

    /** Writes a price, counter per base, with {@link #PRECISION}. */
    public static String of(Price price) {
        return of(price.decimal(PRECISION));
    }
}
