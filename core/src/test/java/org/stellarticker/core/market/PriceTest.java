package org.stellarticker.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PriceTest {

    @Test
    void pricesThatADoubleCannotDistinguishAreOrdered() {
        var lower = new Price(Long.MAX_VALUE - 2, Long.MAX_VALUE - 1);
        var higher = new Price(Long.MAX_VALUE - 1, Long.MAX_VALUE);

        assertThat(lower).isLessThan(higher);
        assertThat(lower.inverse()).isGreaterThan(higher.inverse());
    }

    @Test
    void equalRatiosCompareAsEqualButKeepHorizonsFraction() {
        assertThat(new Price(1, 2)).isEqualByComparingTo(new Price(2, 4)).isNotEqualTo(new Price(2, 4));
    }

    @Test
    void aDecimalIsRoundedToTheRequestedPrecision() {
        assertThat(new Price(1, 3).decimal(MathContext.DECIMAL64)).isEqualTo(new BigDecimal("0.3333333333333333"));
    }

    @Test
    void aPriceOfZeroIsRefused() {
        assertThatThrownBy(() -> new Price(0, 5)).hasMessageContaining("price").hasMessageContaining("0/5");
        assertThatThrownBy(() -> new Price(5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Price(-1, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @RepeatedTest(50)
    void turningAMarketTurnsTheOrderOfItsPrices(RepetitionInfo seed) {
        var random = new Random(seed.getCurrentRepetition());
        var one = new Price(random.nextLong(1, Long.MAX_VALUE), random.nextLong(1, Long.MAX_VALUE));
        var other = new Price(random.nextLong(1, Long.MAX_VALUE), random.nextLong(1, Long.MAX_VALUE));

        assertThat(one.inverse().compareTo(other.inverse())).isEqualTo(other.compareTo(one));
        assertThat(one.inverse().inverse()).isEqualTo(one);
    }

    @Test
    void theDifferenceOfNeighboursKeepsItsDigits() {
        var lower = new Price(Long.MAX_VALUE - 1, Long.MAX_VALUE);
        var higher = new Price(Long.MAX_VALUE, Long.MAX_VALUE - 1);

        BigDecimal difference = higher.minus(lower, MathContext.DECIMAL128);

        assertThat(difference).isGreaterThan(new BigDecimal("2.168404344971008e-19"));
        assertThat(difference).isLessThan(new BigDecimal("2.168404344971010e-19"));
        assertThat(lower.minus(higher, MathContext.DECIMAL128)).isEqualByComparingTo(difference.negate());
        assertThat(lower.minus(lower, MathContext.DECIMAL128)).isZero();
    }

    @Test
    void theMergedLevelOfAnOrderBookIsReducedWhenItGoesBeyond64Bits() {
        assertThat(price("17879489884452814848", "423461432965726208")).isEqualTo(new Price(2081446569, 49297399));
        assertThat(price("558", "310")).isEqualTo(new Price(558, 310));
        assertThatThrownBy(() -> price("17879489884452814847", "2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("17879489884452814847/2");
        assertThatThrownBy(() -> price("17879489884452814848", "0")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Price price(String n, String d) {
        return Price.of(new BigInteger(n), new BigInteger(d));
    }
}
