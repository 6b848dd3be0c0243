package org.stellarticker.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.OrderBookSummary.Level;

class OrderBookTest {

    private final OrderBook book = new OrderBook(
            TradePair.normalised(NativeAsset.XLM, Asset.issued("USD", "G" + "A".repeat(55))),
            List.of(level(1, 2, "10"), level(1, 3, "10")),
            List.of(level(3, 5, "7")),
            Instant.EPOCH);

    private static Level level(long n, long d, String amount) {
        return new Level(new Price(n, d), new BigDecimal(amount));
    }

    @Test
    void aBidInBaseIsItsCounterDividedByItsPrice() {
        assertThat(book.bidsInBase())
                .extracting(level -> level.amount().stripTrailingZeros().toPlainString())
                .containsExactly("20", "30");
        assertThat(book.bidsInBase()).extracting(Level::price).containsExactly(new Price(1, 2), new Price(1, 3));
    }

    @Test
    void theBestLevelsAreTheFirstOfEachSide() {
        assertThat(book.best(1).bids()).containsExactly(book.bids().getFirst());
        assertThat(book.best(1).asks()).isEqualTo(book.asks());
        assertThat(book.best(9)).isEqualTo(book);
    }
}
