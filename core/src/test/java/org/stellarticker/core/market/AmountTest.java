package org.stellarticker.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0000000", "0.0000001", "2.6489062", "922337203685.4775807"})
    void horizonsFormIsParsedAndWrittenBack(String units) {
        assertThat(Amount.parse(units)).hasToString(units);
    }

    @Test
    void fewerDecimalsAreParsed() {
        assertThat(Amount.parse("12")).isEqualTo(new Amount(120_000_000));
        assertThat(Amount.parse("12.5")).isEqualTo(new Amount(125_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "1.", ".5", "-1", "+1", "1e3", "1.00000001", "922337203685.4775808", "1,5", "NaN", "١"})
    void anythingElseIsRefusedByName(String found) {
        assertThatThrownBy(() -> Amount.parse(found))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("amount")
                .hasMessageContaining("\"" + found + "\"");
    }
}
