package org.stellarticker.core.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "-1, -1",
        "10, 10",
        "1000000000, 1000000000",
        "123456789.0, 123456789",
        "0.1, 0.1",
        "27933.1306978, 27933.1306978",
        "199598.77306629982, 199598.77306629982",
        "0.0000276, 0.0000276",
        "0.000001, 0.000001",
        "0.0000009999999999999997, 9.999999999999997e-7",
        "1e-7, 1e-7",
        "-3.9999999999999956e-7, -3.9999999999999956e-7",
        "1.5e-10, 1.5e-10",
        "1e-100, 1e-100",
        "9007199254740993, 9007199254740992",
        "100000000000000000000, 100000000000000000000",
        "999999999999999900000, 999999999999999900000",
        "1e21, 1e+21",
        "-1.5e21, -1.5e+21",
        "2e23, 2e+23",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "2.225073858507201e-308, 2.225073858507201e-308",
        "4.9e-324, 5e-324",
        "9.9e-324, 1e-323",
        "1.5e-323, 1.5e-323",
        "2e-323, 2e-323",
    })
    void aNumberIsWrittenAsGoWritesIt(double value, String text) {
        assertThat(GoNumber.text(value)).isEqualTo(text);
    }

    @Test
    void anExactValueIsRoundedToTheNearestDouble() {
        assertThat(GoNumber.text(new BigDecimal("0.0316093180746392736677129741365")))
                .isEqualTo("0.03160931807463927");
        assertThat(GoNumber.text(new BigDecimal("8462294.7900235000"))).isEqualTo("8462294.7900235");
        assertThat(GoNumber.text(new BigDecimal("0E-7"))).isEqualTo("0");
        assertThat(GoNumber.text(new BigDecimal("1E+3"))).isEqualTo("1000");
    }

    @Test
    void everyWrittenNumberParsesToTheSameDouble() {
        var random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(GoNumber.text(value))).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatJsonCannotExpressAreRefused(double value) {
        assertThatThrownBy(() -> GoNumber.text(value)).hasMessageContaining("finite");
    }
}
