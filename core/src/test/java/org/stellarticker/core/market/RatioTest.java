package org.stellarticker.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class RatioTest {

    @Test
    void theMeanOfPricesIsExactBeyond64Bits() {
        assertThat(Ratio.mean(new Price(99, 100), new Price(101, 100)).decimal(PlainDecimal.PRECISION))
                .isEqualByComparingTo("1");
        Ratio large = Ratio.mean(new Price(Long.MAX_VALUE, 1), new Price(Long.MAX_VALUE, 3));
        assertThat(large.n().multiply(BigInteger.valueOf(6)))
                .isEqualTo(
                        large.d().multiply(BigInteger.valueOf(Long.MAX_VALUE)).multiply(BigInteger.valueOf(4)));
    }

    @Test
    void aBorderBelongsToItsBand() {
        Ratio mid = Ratio.of(new Price(1, 1));

        assertThat(mid.scaled(9_900).isAtMost(new Price(99, 100))).isTrue();
        assertThat(mid.scaled(9_901).isAtMost(new Price(99, 100))).isFalse();
        assertThat(mid.scaled(10_100).isAtLeast(new Price(101, 100))).isTrue();
        assertThat(mid.scaled(10_099).isAtLeast(new Price(101, 100))).isFalse();
    }

    @Test
    void aRatioIsAboveZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ratio(BigInteger.ZERO, BigInteger.ONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ratio(BigInteger.ONE, BigInteger.ZERO));
    }
}
