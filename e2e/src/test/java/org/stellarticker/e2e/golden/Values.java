package org.stellarticker.e2e.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;

/** Compares values with known ones. */
final class Values {

    private static final BigDecimal TOLERANCE = new BigDecimal("1e-12");

    private Values() {}

    /** Values agree to 1e-12 of the expected value, or to 1e-12 where that is 0. */
    static void assertValue(String what, BigDecimal found, BigDecimal expected) {
        BigDecimal most = expected.signum() == 0 ? TOLERANCE : TOLERANCE.multiply(expected.abs());
        assertThat(found.subtract(expected).abs())
                .as("%s: expected %s, found %s", what, expected, found)
                .isLessThanOrEqualTo(most);
    }
}
