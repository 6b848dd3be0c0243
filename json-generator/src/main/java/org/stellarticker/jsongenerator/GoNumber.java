package org.stellarticker.jsongenerator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as the former ticker wrote them, which is as Go's {@code encoding/json} writes a {@code float64}: the fewest
 * digits that read back as the same double, plain from 1e-6 up to 1e21, in exponent form beyond ({@code 1e-7},
 * {@code 1.5e+21}), never a trailing {@code .0}.
 */
final class GoNumber {

    private static final double PLAIN_FROM = 1e-6;
    private static final double PLAIN_BELOW = 1e21;
    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);

    private GoNumber() {}

    /** The double nearest to an exact figure. */
    static String text(BigDecimal exact) {
        return text(exact.doubleValue());
    }

    /** @throws IllegalArgumentException when it is infinite or not a number, for which JSON has no form */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON number: expected a finite one, found " + value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(value);
        double size = Math.abs(value);
        return size < PLAIN_FROM || size >= PLAIN_BELOW ? exponentForm(shortest) : shortest.toPlainString();
    }

    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        // Java tells at least two digits and, for the smallest doubles, prefers a nearer 4.9E-324 to a shorter 5E-324.
        BigDecimal shorter = digits.precision() == 2 ? digits.round(ONE_DIGIT) : digits;
        return shorter.doubleValue() == value ? shorter.stripTrailingZeros() : digits;
    }

    private static String exponentForm(BigDecimal number) {
        String digits = number.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - number.scale();
        String sign = number.signum() < 0 ? "-" : "";
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return sign + digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
    }
}
