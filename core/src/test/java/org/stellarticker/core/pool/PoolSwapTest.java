package org.stellarticker.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.core.market.Amount;

class PoolSwapTest {

    /** Worked by hand: 1000 * 100 / 1100, with a fee 1000 * 99.7 / 1099.7, rounded down. */
    @ParameterizedTest
    @CsvSource({
        "100, 1000, 1000, 0, 90",
        "1000, 10000, 10000, 30, 906",
        "5, 0, 0, 30, 0",
        "1, 10, 10, 30, 0",
        "0, 1, 9, 0, 0"
    })
    void whatThePoolPays(long sold, long base, long counter, int feeBp, long paid) {
        assertThat(PoolSwap.sell(new Amount(sold), new Amount(base), new Amount(counter), feeBp))
                .isEqualTo(new Amount(paid));
    }

    /** Worked by hand: 1000 * 100 / 900, with a fee 1000 * 100 / (900 * 0.997), rounded up. */
    @ParameterizedTest
    @CsvSource({"100, 1000, 1000, 0, 112", "1000, 10000, 10000, 30, 1115", "9, 10, 10, 0, 90"})
    void whatThePoolAsksFor(long bought, long base, long counter, int feeBp, long asked) {
        assertThat(PoolSwap.buy(new Amount(bought), new Amount(base), new Amount(counter), feeBp))
                .contains(new Amount(asked));
    }

    @Test
    void aPoolNeverGivesAllThatItHas() {
        assertThat(PoolSwap.buy(new Amount(10), new Amount(10), new Amount(10), 30))
                .isEmpty();
        assertThat(PoolSwap.buy(new Amount(11), new Amount(10), new Amount(10), 30))
                .isEmpty();
        assertThat(PoolSwap.buy(new Amount(Long.MAX_VALUE - 1), new Amount(Long.MAX_VALUE), new Amount(9), 30))
                .as("more counter than there can be")
                .isEmpty();
    }

    /** The product of the reserves never falls, and a stroop less than asked for would let it. */
    @Test
    void theProductOfTheReservesStays() {
        var random = new Random(3);
        for (int i = 0; i < 1_000; i++) {
            long base = random.nextLong(2, 1L << 30);
            long counter = random.nextLong(1, 1L << 30);
            long amount = random.nextLong(1, base);
            long paid = PoolSwap.sell(new Amount(amount), new Amount(base), new Amount(counter), 0)
                    .stroops();
            assertThat((base + amount) * (counter - paid)).isGreaterThanOrEqualTo(base * counter);
            assertThat((base + amount) * (counter - paid - 1)).isLessThan(base * counter);
            PoolSwap.buy(new Amount(amount), new Amount(base), new Amount(counter), 0)
                    .ifPresent(asked -> {
                        var left = BigInteger.valueOf(base - amount);
                        var product = BigInteger.valueOf(base).multiply(BigInteger.valueOf(counter));
                        assertThat(left.multiply(BigInteger.valueOf(counter + asked.stroops())))
                                .isGreaterThanOrEqualTo(product);
                        assertThat(left.multiply(BigInteger.valueOf(counter + asked.stroops() - 1)))
                                .isLessThan(product);
                    });
        }
    }
}
