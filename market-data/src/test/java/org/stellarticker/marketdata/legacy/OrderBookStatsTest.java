package org.stellarticker.marketdata.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;

class OrderBookStatsTest {

    private static final BigDecimal TINY = new BigDecimal("1e-30");
    private static final Instant NOON = Instant.parse("2026-08-29T12:00:00Z");

    @Test
    void booksOfSeveralIssuersAreSummed() {
        var stats = OrderBookStats.of(List.of(
                book(List.of(level(9, 10, "5")), List.of(level(11, 10, "10"))),
                book(List.of(level(8, 10, "1"), level(7, 10, "1")), List.of(level(12, 10, "10")))));

        assertThat(stats.bidCount()).isEqualTo(3);
        assertThat(stats.bidVolume()).isEqualByComparingTo("7");
        assertThat(stats.bidMax()).isEqualByComparingTo("0.9");
        assertThat(stats.askCount()).isEqualTo(2);
        assertThat(stats.askVolume()).isEqualByComparingTo("23");
        assertThat(stats.askMin()).isEqualByComparingTo("1.1");
        assertThat(stats.spread()).isCloseTo(new BigDecimal("0.181818181818181818181818181818181818"), within(TINY));
        assertThat(stats.spreadMidPoint())
                .isCloseTo(new BigDecimal("0.990909090909090909090909090909090909"), within(TINY));
    }

    @Test
    void oneBookWithoutAsksMakesTheAskAndTheSpreadZero() {
        var stats = OrderBookStats.of(List.of(
                book(List.of(level(9, 10, "5")), List.of(level(11, 10, "10"))),
                book(List.of(level(1, 2, "1")), List.of())));

        assertThat(stats.askCount()).isEqualTo(1);
        assertThat(stats.askVolume()).isEqualByComparingTo("11");
        assertThat(stats.bidMax()).isEqualByComparingTo("0.9");
        assertThat(stats.askMin()).isZero();
        assertThat(stats.spread()).isZero();
        assertThat(stats.spreadMidPoint()).isZero();
    }

    @Test
    void oneBookWithoutBidsLeavesTheOthersBid() {
        var stats = OrderBookStats.of(List.of(
                book(List.of(level(9, 10, "5")), List.of(level(11, 10, "10"))),
                book(List.of(), List.of(level(2, 1, "1")))));

        assertThat(stats.bidMax()).isEqualByComparingTo("0.9");
        assertThat(stats.askMin()).isEqualByComparingTo("1.1");
    }

    @Test
    void booksThatCrossHaveANegativeSpread() {
        var stats = OrderBookStats.of(List.of(
                book(List.of(level(3, 1, "1")), List.of(level(4, 1, "1"))),
                book(List.of(level(1, 1, "1")), List.of(level(2, 1, "1")))));

        assertThat(stats.spread()).isEqualByComparingTo("-0.5");
        assertThat(stats.spreadMidPoint()).isEqualByComparingTo("2.75");
    }

    @Test
    void amountsBeyond64BitsOfStroopsCount() {
        var stats = OrderBookStats.of(List.of(book(
                List.of(level(2, 5, "100")),
                List.of(new Level(new Price(1, 2), new BigDecimal("1844674407370.9551614")), level(3, 5, "10")))));

        assertThat(stats.bidCount()).isEqualTo(1);
        assertThat(stats.bidVolume()).isEqualByComparingTo("100");
        assertThat(stats.bidMax()).isEqualByComparingTo("0.4");
        assertThat(stats.askCount()).isEqualTo(2);
        assertThat(stats.askVolume()).isEqualByComparingTo("922337203691.4775807");
        assertThat(stats.askMin()).isEqualByComparingTo("0.5");
        assertThat(stats.spread()).isEqualByComparingTo("0.2");
        assertThat(stats.spreadMidPoint()).isEqualByComparingTo("0.5");
    }

    @Test
    void withoutABookAllIsZero() {
        assertThat(OrderBookStats.NONE)
                .isEqualTo(new OrderBookStats(
                        0,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        0,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO));
    }

    private static OrderBookSummary book(List<Level> bids, List<Level> asks) {
        var pair = new TradePair(NativeAsset.XLM, Asset.issued("USD", "G" + "A".repeat(55)));
        return OrderBookSummary.of(pair, bids, asks, NOON);
    }

    private static Level level(long n, long d, String amount) {
        return new Level(new Price(n, d), Amount.parse(amount));
    }
}
