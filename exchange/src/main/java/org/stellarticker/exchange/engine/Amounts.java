package org.stellarticker.exchange.engine;

/** Products of an amount and a fraction, by 128 bits, so that none overflows on the way. */
final class Amounts {

    private static final int HALF = 32;
    private static final long LOWER_HALF = 0xffff_ffffL;

    private Amounts() {}

    /**
     * Returns {@code amount × multiplier / divisor} rounded down, or {@link Long#MAX_VALUE} when it is more than that.
     *
     * @param amount 0 or more
     * @param multiplier 0 or more, below 2^31
     * @param divisor 1 or more, below 2^31
     */
    static long floor(long amount, long multiplier, long divisor) {
        long high = Math.multiplyHigh(amount, multiplier);
        long low = amount * multiplier;
        return high == 0 && low >= 0 ? low / divisor : divide(high, low, divisor, false);
    }

    /** Returns the same, rounded up. */
    static long ceiling(long amount, long multiplier, long divisor) {
        long high = Math.multiplyHigh(amount, multiplier);
        long low = amount * multiplier;
        if (high == 0 && low >= 0) {
            long quotient = low / divisor;
            return quotient * divisor == low ? quotient : quotient + 1;
        }
        return divide(high, low, divisor, true);
    }

    /** Divides 32 bits at a time: remainders are below 2^31, so that each dividend is below 2^63. */
    private static long divide(long high, long low, long divisor, boolean up) {
        if (high >= divisor) {
            return Long.MAX_VALUE;
        }
        long upper = (high << HALF) | (low >>> HALF);
        long lower = ((upper % divisor) << HALF) | (low & LOWER_HALF);
        long upperQuotient = upper / divisor;
        if (upperQuotient >>> (HALF - 1) != 0) {
            return Long.MAX_VALUE;
        }
        long quotient = (upperQuotient << HALF) | (lower / divisor);
        return up && lower % divisor != 0 && quotient != Long.MAX_VALUE ? quotient + 1 : quotient;
    }
}
