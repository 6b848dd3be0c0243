package org.stellarticker.core.market;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * An exact price in counter units per base unit: {@code n / d}, as Horizon gives it, not reduced, both above 0.
 *
 * <p>Order and equality differ: 1/2 and 2/4 compare as equal, but are different records, as Horizon sent them.
 */
@SuppressWarnings("ClassCanBeComparedWithoutEquals")
public record Price(long n, long d) implements Comparable<Price> {

    public Price {
        if (n <= 0 || d <= 0) {
            throw new IllegalArgumentException("price: expected n and d above 0, found " + n + "/" + d);
        }
    }

    /**
     * Returns a ratio of numbers of any size. The levels that an order book merges come unreduced, also beyond 64 bits.
     *
     * @throws IllegalArgumentException when it exceeds 64 bits in its lowest terms, too, or is not above 0
     */
    public static Price of(BigInteger n, BigInteger d) {
        BigInteger common = Math.max(n.bitLength(), d.bitLength()) < Long.SIZE ? BigInteger.ONE : n.gcd(d);
        try {
            return new Price(n.divide(common).longValueExact(), d.divide(common).longValueExact());
        } catch (ArithmeticException beyond64Bits) {
            throw new IllegalArgumentException(
                    "price: expected n and d within 64 bits in lowest terms, found " + n + "/" + d, beyond64Bits);
        }
    }

    /** Returns the inverse price: base units per counter unit. */
    public Price inverse() {
        return new Price(d, n);
    }

    /** Returns counter per base as a decimal, rounded to the precision. */
    public BigDecimal decimal(MathContext precision) {
        return BigDecimal.valueOf(n).divide(BigDecimal.valueOf(d), precision);
    }

    /**
     * Returns this price minus the other, exact until the result is rounded, so that close prices do not lose digits.
     */
    public BigDecimal minus(Price other, MathContext precision) {
        BigDecimal thisSide = BigDecimal.valueOf(n).multiply(BigDecimal.valueOf(other.d));
        BigDecimal otherSide = BigDecimal.valueOf(other.n).multiply(BigDecimal.valueOf(d));
        return thisSide.subtract(otherSide)
                .divide(BigDecimal.valueOf(d).multiply(BigDecimal.valueOf(other.d)), precision);
    }

    /** Returns how far this price lies above the other, as a part of the other: 0.5 for one and a half times as much. */
    public BigDecimal relativeTo(Price other, MathContext precision) {
        BigDecimal thisSide = BigDecimal.valueOf(n).multiply(BigDecimal.valueOf(other.d));
        BigDecimal otherSide = BigDecimal.valueOf(other.n).multiply(BigDecimal.valueOf(d));
        return thisSide.subtract(otherSide).divide(otherSide, precision);
    }

    @Override
    public int compareTo(Price other) {
        // Both products may need 126 bits.
        return BigInteger.valueOf(n)
                .multiply(BigInteger.valueOf(other.d))
                .compareTo(BigInteger.valueOf(other.n).multiply(BigInteger.valueOf(d)));
    }

    @Override
    public String toString() {
        return n + "/" + d;
    }
}
