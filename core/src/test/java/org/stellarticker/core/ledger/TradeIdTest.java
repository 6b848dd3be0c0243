package org.stellarticker.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradeIdTest {

    @Test
    void aPagingTokenIsReadAndWrittenBack() {
        var id = TradeId.parse("264999499343081473-12");

        assertThat(id).isEqualTo(new TradeId(264_999_499_343_081_473L, 12));
        assertThat(id.token()).isEqualTo(new PagingToken("264999499343081473-12"));
        assertThat(id.ledger()).isEqualTo(new LedgerSequence(61_700_004));
    }

    @Test
    void orderIsByOperationThenByIndexAsNumbers() {
        assertThat(TradeId.parse("9-0")).isLessThan(TradeId.parse("10-0"));
        assertThat(TradeId.parse("10-9")).isLessThan(TradeId.parse("10-10"));
    }

    @Test
    void thePositionBeforeALedgerIsBelowAllOfItsTradesAndAboveAllEarlierOnes() {
        var before = TradeId.parse(PagingToken.before(new LedgerSequence(100)).value());
        var firstOfLedger = new TradeId((100L << 32) + 4097, 0);
        var lastOfTheOneBefore = new TradeId((100L << 32) - 1, Integer.MAX_VALUE);

        assertThat(before).isLessThan(firstOfLedger).isGreaterThan(lastOfTheOneBefore);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1", "1-", "-1", "a-1", "1-b", "1-1-1", "9223372036854775808-0", "1-2147483648"})
    void anythingElseIsRefusedByName(String token) {
        assertThatThrownBy(() -> TradeId.parse(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("paging_token")
                .hasMessageContaining("\"" + token + "\"");
    }
}
