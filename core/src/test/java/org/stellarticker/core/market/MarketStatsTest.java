package org.stellarticker.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.ledger.TradeId;

class MarketStatsTest {

    private static final Instant NOON = Instant.parse("2026-08-29T12:00:00Z");

    @Test
    void sumsOfTwoMarketsTakeFirstAndLastByTradeIdAndNotByCloseTime() {
        // All in one ledger, so that close times cannot order them.
        var one = stats(3, new Price(3, 1), new Price(5, 1), 100, 400);
        var other = stats(4, new Price(2, 1), new Price(4, 1), 200, 300);

        var sum = one.plus(other);

        assertThat(sum)
                .isEqualTo(other.plus(one))
                .isEqualTo(new MarketStats(
                        new BigDecimal("7"),
                        new BigDecimal("70"),
                        7,
                        3,
                        new Price(3, 1),
                        new Price(5, 1),
                        new Price(2, 1),
                        new Price(5, 1),
                        new TradeId(100, 0),
                        new TradeId(400, 0),
                        NOON,
                        NOON));
    }

    @Test
    void aTradeOfTheSameOperationIsLaterByItsIndex() {
        var first = trade(new Price(1, 1), new TradeId(100, 1));
        var last = trade(new Price(9, 1), new TradeId(100, 10));

        assertThat(last.plus(first).open()).isEqualTo(new Price(1, 1));
        assertThat(last.plus(first).close()).isEqualTo(new Price(9, 1));
    }

    private static MarketStats stats(long count, Price open, Price close, long first, long last) {
        return new MarketStats(
                BigDecimal.valueOf(count),
                BigDecimal.valueOf(count * 10),
                count,
                /* buyCount= */ count / 2,
                open,
                close,
                open,
                close,
                new TradeId(first, 0),
                new TradeId(last, 0),
                NOON,
                NOON);
    }

    private static MarketStats trade(Price price, TradeId id) {
        return new MarketStats(BigDecimal.ONE, BigDecimal.ONE, 1, 1, price, price, price, price, id, id, NOON, NOON);
    }
}
