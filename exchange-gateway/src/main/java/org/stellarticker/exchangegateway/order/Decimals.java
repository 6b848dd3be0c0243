package org.stellarticker.exchangegateway.order;

import java.math.BigDecimal;
import java.util.OptionalLong;

/** Decimal texts of amounts and prices, and the whole numbers that stand for them. */
public final class Decimals {

    private static final int LONGEST = 40;

    private Decimals() {}

    /**
     * Reads a plain decimal above 0, such as {@code 10.5}.
     *
     * @param decimals how many decimals the whole number stands for; zeros behind them do not count
     * @return the value times ten to the power of {@code decimals}; empty when the text is anything else, or beyond 64 bits
     */
    public static OptionalLong parse(String text, int decimals) {
        int dot = text.indexOf('.');
        int length = text.length();
        if (length == 0 || length > LONGEST || dot == 0 || dot == length - 1) {
            return OptionalLong.empty();
        }
        long value = 0;
        int read = 0;
        for (int i = 0; i < length; i++) {
            if (i != dot) {
                int digit = text.charAt(i) - '0';
                boolean counts = dot < 0 || i < dot || read < decimals;
                if (digit < 0 || digit > 9 || (!counts && digit > 0) || (counts && isTooLarge(value, digit))) {
                    return OptionalLong.empty();
                }
                if (counts) {
                    value = value * 10 + digit;
                    read += dot >= 0 && i > dot ? 1 : 0;
                }
            }
        }
        for (; read < decimals; read++) {
            if (isTooLarge(value, 0)) {
                return OptionalLong.empty();
            }
            value *= 10;
        }
        return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static boolean isTooLarge(long value, int digit) {
        return value > (Long.MAX_VALUE - digit) / 10;
    }

    /** Returns the decimal that a whole number stands for, without zeros at its end. */
    public static String text(long value, int decimals) {
        return BigDecimal.valueOf(value, decimals).stripTrailingZeros().toPlainString();
    }
}
