package org.stellarticker.core.legacy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes numbers as the legacy ticker did, which is as Go's {@code encoding/json} writes a {@code float64}: the fewest
 * digits that parse to the same double, plain from 1e-6 up to 1e21, in exponent form beyond ({@code 1e-7}, {@code
 * 1.5e+21}), never a trailing {@code .0}.
 */
public final class GoNumber {

    private static final double PLAIN_FROM = 1e-6;
    private static final double PLAIN_BELOW = 1e21;

    /** Below this size, a double has hardly more than one significant digit. */
    private static final double FEW_DIGITS_BELOW = 1e-320;

    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);

    private GoNumber() {}

    /** Returns the text of the double that is nearest to an exact value. */
    public static String text(BigDecimal exact) {
        return text(exact.doubleValue());
    }

    /**
     * Returns the text of a double.
     *
     * @throws IllegalArgumentException when it is infinite or not a number, for which JSON has no form
     */
    public static String text(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON number: expected a finite one, found " + value);
        }
        double size = Math.abs(value);
        String text = size < FEW_DIGITS_BELOW && size > 0 ? fewestDigits(size) : Double.toString(size);
        int e = text.indexOf('E');
        String written = e < 0 ? withoutPointZero(text) : written(size, digits(text, e), exponent(text, e));
        boolean negative = Double.doubleToRawLongBits(value) < 0;
        return negative ? "-" + written : written;
    }

    /**
     * Java writes at least two digits and so, for the smallest doubles, prefers a nearer 4.9E-324 to a shorter 5E-324.
     */
    private static String fewestDigits(double size) {
        String java = Double.toString(size);
        BigDecimal oneDigit = new BigDecimal(java).round(ONE_DIGIT);
        return oneDigit.doubleValue() == size ? oneDigit.toString() : java;
    }

    private static String withoutPointZero(String plain) {
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }

    /** Returns the significant digits of {@code d.dddEx}. */
    private static String digits(String text, int e) {
        return e == 1 || text.startsWith(".0E", 1) ? text.substring(0, 1) : text.charAt(0) + text.substring(2, e);
    }

    private static int exponent(String text, int e) {
        return Integer.parseInt(text, e + 1, text.length(), 10);
    }

    private static String written(double size, String digits, int exponent) {
        if (size < PLAIN_FROM || size >= PLAIN_BELOW) {
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
        }
        if (exponent < 0) {
            return "0." + "0".repeat(-exponent - 1) + digits;
        }
        int whole = exponent + 1;
        return digits.length() <= whole
                ? digits + "0".repeat(whole - digits.length())
                : digits.substring(0, whole) + "." + digits.substring(whole);
    }
}
