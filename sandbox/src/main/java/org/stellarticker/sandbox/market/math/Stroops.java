package org.stellarticker.sandbox.market.math;

import java.math.BigInteger;
import org.stellarticker.core.market.Price;

/** Calculates with whole stroops and with the network's prices, which are two numbers of 31 bits. */
public final class Stroops {

    private static final long FINEST = 10_000_000;

    private Stroops() {}

    /** Returns {@code amount * times / by}, rounded down. */
    public static long scale(long amount, long times, long by) {
        long product = amount * times;
        if (Math.multiplyHigh(amount, times) == 0 && product >= 0) {
            return product / by;
        }
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(times))
                .divide(BigInteger.valueOf(by))
                .longValueExact();
    }

    /** Returns the price as an offer writes it, as exact as two numbers of 31 bits can be. */
    public static Price price(double price) {
        return price >= 1 ? fine(price) : fine(1 / price).inverse();
    }

    private static Price fine(double price) {
        long d = FINEST;
        while (d > 1 && price * d > Integer.MAX_VALUE) {
            d /= 10;
        }
        return new Price(Math.min(Integer.MAX_VALUE, StrictMath.round(price * d)), d);
    }
}
