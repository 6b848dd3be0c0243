package org.stellarticker.marketdata.legacy;

import static org.assertj.core.api.Assertions.assertThat;

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

class LegacyBooksTest {

    private static final Asset USD = asset("USD", 'A');
    private static final Asset OTHER_USD = asset("USD", 'B');

    @Test
    void booksOfOneNameAreOneForAllIssuers() {
        var books = LegacyBooks.of(List.of(book(USD, 3), book(OTHER_USD, 4)));

        assertThat(books.named("XLM_USD").bidCount()).isEqualTo(2);
        assertThat(books.named("XLM_USD").bidMax()).isEqualByComparingTo("4");
    }

    @Test
    void aNameThatNoBookHasGivesZeros() {
        assertThat(LegacyBooks.of(List.of(book(USD, 3))).named("XLM_EUR")).isEqualTo(OrderBookStats.NONE);
    }

    @Test
    void aPairIsNamedByWhatItsAssetsStandForAndByTheirCodes() {
        var pair = TradePair.normalised(NativeAsset.XLM, asset("yUSDC", 'C'));

        assertThat(PairName.ofLabels(pair, "", "USDC")).isEqualTo("XLM_USDC");
        assertThat(PairName.ofLabels(pair, "", "")).isEqualTo("XLM_yUSDC");
        assertThat(PairName.ofCodes(pair)).isEqualTo("XLM_yUSDC");
    }

    private static OrderBookSummary book(Asset counter, long bid) {
        var level = new Level(new Price(bid, 1), Amount.parse("10"));
        return OrderBookSummary.of(
                TradePair.normalised(NativeAsset.XLM, counter), List.of(level), List.of(), Instant.EPOCH);
    }

    private static Asset asset(String code, char issuer) {
        return Asset.issued(code, "G" + String.valueOf(issuer).repeat(55));
    }
}
