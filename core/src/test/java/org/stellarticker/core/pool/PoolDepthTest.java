package org.stellarticker.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.core.market.Amount;

class PoolDepthTest {

    /**
     * Worked by hand. Without a fee, 19 % down is where the root of 0.81, nine tenths, of the counter is left; 21 % up is
     * where the root of 1.21, one part in 1.1, of the base is left. With a fee of 19 % all that is within it is 0, and 36 %
     * down leaves the root of 0.64 / 0.81, eight ninths. Of two percent and the network's fee: sqrt(0.98 / 0.997) =
     * 0.9914377673..., 1 / sqrt(1.02 * 0.997) = 0.9916361144...
     */
    @ParameterizedTest
    @CsvSource({
        "1000000000, 1000000000, 0, 1900, 100000000, 83301502",
        "1100000000, 1000000000, 0, 2100, 111180558, 100000000",
        "900000000, 900000000, 1900, 1900, 0, 0",
        "900000000, 900000000, 1900, 3600, 100000000, 42507074",
        "1000000, 1000000, 0, 200, 10050, 9852",
        "10000000000, 10000000000, 30, 200, 85622326, 83638855",
        "10000000000, 10000000000, 200, 200, 0, 0",
        "1, 1, 30, 200, 0, 0",
        "0, 0, 30, 200, 0, 0",
        "9223372036854775807, 9223372036854775807, 30, 200, 78972657142789802, 77143228419932601",
    })
    void depthOfAPoolWorkedByHand(long base, long counter, int feeBp, int withinBp, long bids, long asks) {
        assertThat(PoolDepth.of(new Amount(base), new Amount(counter), feeBp, withinBp))
                .isEqualTo(new PoolDepth(new Amount(bids), new Amount(asks)));
    }

    /** With any reserves, one stroop more would exceed the fraction. */
    @Test
    void depthIsExactToTheStroop() {
        var random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            long base = random.nextLong(1, 1L << (10 + random.nextInt(50)));
            long counter = random.nextLong(1, 1L << (10 + random.nextInt(50)));
            PoolDepth depth = PoolDepth.of(new Amount(base), new Amount(counter), 30, 200);

            assertThat(bringsAtLeast(counter, depth.bids().stroops())).isTrue();
            assertThat(bringsAtLeast(counter, depth.bids().stroops() + 1)).isFalse();
            assertThat(costsAtMost(base, depth.asks().stroops())).isTrue();
            assertThat(costsAtMost(base, depth.asks().stroops() + 1)).isFalse();
        }
    }

    /** Whether p' (1 - f) >= 0.98 p when so much counter is gone: p' = y'^2 / k. */
    private static boolean bringsAtLeast(long counter, long gone) {
        var left = new BigDecimal(counter - gone);
        return left.multiply(left)
                        .multiply(new BigDecimal("0.997"))
                        .compareTo(new BigDecimal(counter)
                                .multiply(new BigDecimal(counter))
                                .multiply(new BigDecimal("0.98")))
                >= 0;
    }

    /** Whether p' / (1 - f) <= 1.02 p when so much base is gone: p' = k / x'^2. */
    private static boolean costsAtMost(long base, long gone) {
        var left = new BigDecimal(base - gone);
        return new BigDecimal(base)
                        .multiply(new BigDecimal(base))
                        .compareTo(left.multiply(left)
                                .multiply(new BigDecimal("1.02"))
                                .multiply(new BigDecimal("0.997"), MathContext.UNLIMITED))
                <= 0;
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "10000"})
    void aFractionIsAboveZeroAndBelowOne(int withinBp) {
        assertThatIllegalArgumentException().isThrownBy(() -> PoolDepth.of(Amount.ZERO, Amount.ZERO, 30, withinBp));
    }
}
