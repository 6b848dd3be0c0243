package org.stellarticker.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainDecimalTest {

    @ParameterizedTest
    @CsvSource({"1E+5, 100000", "0.0000000, 0", "12.3400000, 12.34", "1E-20, 0.00000000000000000001", "-0.50, -0.5"})
    void aNumberHasNeitherAnExponentNorZerosAtItsEnd(String number, String expected) {
        assertThat(PlainDecimal.of(new BigDecimal(number))).isEqualTo(expected);
    }

    @Test
    void aPriceHasTwentySignificantDigitsRoundedHalfEven() {
        assertThat(PlainDecimal.of(new Price(2, 3))).isEqualTo("0.66666666666666666667");
        assertThat(PlainDecimal.of(new Price(1, 4))).isEqualTo("0.25");
        assertThat(PlainDecimal.of(new Price(1, Long.MAX_VALUE))).isEqualTo("0.00000000000000000010842021724855044341");
        assertThat(PlainDecimal.of(new Price(Long.MAX_VALUE, 1))).isEqualTo("9223372036854775807");
    }
}
