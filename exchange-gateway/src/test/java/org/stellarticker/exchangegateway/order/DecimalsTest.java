package org.stellarticker.exchangegateway.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "10.5, 105000000",
        "10, 100000000",
        "0.0000001, 1",
        "0.00000010, 1",
        "1.50000000000, 15000000",
        "922337203685.4775807, 9223372036854775807",
        "007.5, 75000000"
    })
    void readsAmountsExactly(String text, long stroops) {
        assertThat(Decimals.parse(text, 7)).hasValue(stroops);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1.",
                ".5",
                "0",
                "0.0",
                "0.00000001",
                "-1",
                "+1",
                "1e3",
                "1,5",
                "1.2.3",
                " 1",
                "NaN",
                "٣",
                "922337203685.4775808",
                "922337203686",
                "99999999999999999999",
                "1.00000001",
                "0000000000000000000000000000000000000000001"
            })
    void readsNothingElse(String text) {
        assertThat(Decimals.parse(text, 7)).isEmpty();
    }

    @Test
    void writesNoZerosBehind() {
        assertThat(Decimals.text(2621, 4)).isEqualTo("0.2621");
        assertThat(Decimals.text(100_000_000, 7)).isEqualTo("10");
        assertThat(Decimals.text(0, 7)).isEqualTo("0");
        assertThat(Decimals.text(1, 7)).isEqualTo("0.0000001");
    }

    @Test
    void readsPricesOfInstrumentsWithoutDecimals() {
        assertThat(Decimals.parse("12", 0)).hasValue(12);
        assertThat(Decimals.parse("12.0", 0)).hasValue(12);
        assertThat(Decimals.parse("12.5", 0)).isEmpty();
    }
}
