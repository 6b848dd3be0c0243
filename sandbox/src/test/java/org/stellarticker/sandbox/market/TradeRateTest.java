package org.stellarticker.sandbox.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.sandbox.market.math.TradeRate;

/** A chart of any interval goes on where the history ended. */
class TradeRateTest {

    private static final long DAY = 86_400;
    private static final long WEEK = 7 * DAY;

    private final TradeRate asBefore = new TradeRate(200_000, OptionalDouble.empty());

    @Test
    void theMarketGoesOnAsItsHistoryDid() {
        for (long second = 1; second <= DAY; second += 600) {
            assertThat(asBefore.at(second)).isEqualTo(asBefore.at(second - DAY), within(1e-9));
        }
        assertThat(trades(asBefore, 0, DAY)).isEqualTo(200_000 / 7.0, within(10.0));
    }

    @Test
    void itOpensAtTheBusiestHour_andTradesAtNight() {
        assertThat(asBefore.at(0)).isGreaterThan(0.75);
        for (long second = -WEEK; second < WEEK; second += 600) {
            assertThat(asBefore.at(second)).isBetween(0.07, asBefore.at(0));
        }
    }

    @ParameterizedTest
    @CsvSource({"200000, 20", "200000, 2000", "200000, 0.1", "1000000, 3", "1000, 20", "10, 20"})
    void theHistoryRisesToTheLiveRateBeforeItsEnd(int historyTrades, double wanted) {
        var rate = new TradeRate(historyTrades, OptionalDouble.of(wanted));

        assertThat(rate.at(1)).isEqualTo(wanted);
        assertThat(rate.at(30 * DAY)).isEqualTo(wanted);
        assertThat(rate.at(0)).isGreaterThanOrEqualTo(wanted * 0.999);
        assertThat(trades(rate, -WEEK, -7_200)).isGreaterThan(historyTrades * 0.3);
    }

    @Test
    void theRiseIsPartOfTheHistory() {
        assertThat(trades(new TradeRate(200_000, OptionalDouble.of(20)), -WEEK, 0))
                .isEqualTo(200_000.0, within(500.0));
    }

    @Test
    void aMarketWithAlmostNoHistoryStillTrades() {
        assertThat(new TradeRate(0, OptionalDouble.empty()).at(1)).isEqualTo(asBefore.at(1));
        assertThat(new TradeRate(0, OptionalDouble.of(20)).at(1)).isEqualTo(20);
        assertThat(new TradeRate(200_000, OptionalDouble.of(0)).at(1)).isZero();
    }

    private static double trades(TradeRate rate, long from, long to) {
        return LongStream.range(from, to).mapToDouble(rate::at).sum();
    }
}
