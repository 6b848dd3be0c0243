package org.stellarticker.core.market;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * An exact ratio of whole numbers of any size, above 0: what prices become when they are averaged or scaled.
 *
 * @param n above 0
 * @param d above 0
 */
public record Ratio(BigInteger n, BigInteger d) {

    private static final BigInteger WHOLE_BP = BigInteger.valueOf(10_000);

    public Ratio {
        if (n.signum() <= 0 || d.signum() <= 0) {
            throw new IllegalArgumentException("ratio: expected n and d above 0, found " + n + "/" + d);
        }
    }

    public static Ratio of(Price price) {
        return new Ratio(BigInteger.valueOf(price.n()), BigInteger.valueOf(price.d()));
    }

    /** Returns the arithmetic mean of two prices. */
    public static Ratio mean(Price one, Price other) {
        Ratio a = of(one);
        Ratio b = of(other);
        return new Ratio(
                a.n.multiply(b.d).add(b.n.multiply(a.d)), a.d.multiply(b.d).shiftLeft(1));
    }

    /**
     * Returns the ratio scaled by hundredths of a percent.
     *
     * @param bp 10,000 for the same ratio, above 0
     */
    public Ratio scaled(int bp) {
        return new Ratio(n.multiply(BigInteger.valueOf(bp)), d.multiply(WHOLE_BP));
    }

    /** Returns whether a price is at most this ratio. */
    public boolean isAtLeast(Price price) {
        return n.multiply(BigInteger.valueOf(price.d()))
                        .compareTo(BigInteger.valueOf(price.n()).multiply(d))
                >= 0;
    }

    /** Returns whether a price is at least this ratio. */
    public boolean isAtMost(Price price) {
        return n.multiply(BigInteger.valueOf(price.d()))
                        .compareTo(BigInteger.valueOf(price.n()).multiply(d))
                <= 0;
    }

    public BigDecimal decimal(MathContext precision) {
        return new BigDecimal(n).divide(new BigDecimal(d), precision);
    }
}
