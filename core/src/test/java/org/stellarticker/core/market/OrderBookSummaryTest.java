package org.stellarticker.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.OrderBookSummary.Level;

class OrderBookSummaryTest {

    private static final TradePair PAIR = new TradePair(
            NativeAsset.XLM, Asset.issued("BTC", "GBDOGJOP6RTEVRFRXWH3DNENJMJR773QMTF5MLQ63V4BS5VWQXSFP7FU"));
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    @Test
    void bidsAreSummedAsGivenAndAsksByTheirPrice() {
        var book = OrderBookSummary.of(
                PAIR,
                List.of(level(1, 4, "2.0"), level(1, 3, "1.0"), level(1, 5, "0.5")),
                List.of(level(1, 2, "10.0"), level(2, 3, "3.0")),
                NOW);

        assertThat(book.bidCount()).isEqualTo(3);
        assertThat(book.bidVolume()).isEqualByComparingTo("3.5");
        assertThat(book.bestBid()).contains(new Price(1, 3));
        assertThat(book.askCount()).isEqualTo(2);
        assertThat(book.askVolume()).isEqualByComparingTo("7");
        assertThat(book.bestAsk()).contains(new Price(1, 2));
    }

    @Test
    void anEmptySideHasNoBestPrice() {
        var book = OrderBookSummary.of(PAIR, List.of(), List.of(level(1, 2, "1.0")), NOW);

        assertThat(book.bestBid()).isEmpty();
        assertThat(book.bidVolume()).isEqualByComparingTo(BigDecimal.ZERO);
    }

    private static Level level(long n, long d, String amount) {
        return new Level(new Price(n, d), Amount.parse(amount));
    }
}
