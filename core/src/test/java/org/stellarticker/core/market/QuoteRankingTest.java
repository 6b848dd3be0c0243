package org.stellarticker.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stellarticker.core.asset.NativeAsset.XLM;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;

class QuoteRankingTest {

    private static final Asset USDC = asset("USDC", 'A');
    private static final Asset EURC = asset("EURC", 'B');
    private static final Asset FAKE_USDC = asset("USDC", 'C');
    private static final Asset AQUA = asset("AQUA", 'D');
    private static final Asset ZZZ = asset("ZZZ", 'E');

    private final QuoteRanking ranking = new QuoteRanking(List.of(USDC, EURC));

    @Test
    void theAssetThatRanksFirstIsTheQuote() {
        assertThat(ranking.pair(USDC, EURC)).isEqualTo(new TradePair(EURC, USDC));
        assertThat(ranking.pair(XLM, USDC)).isEqualTo(new TradePair(XLM, USDC));
        assertThat(ranking.pair(EURC, AQUA)).isEqualTo(new TradePair(AQUA, EURC));
    }

    @Test
    void theNativeAssetIsTheQuoteOfAssetsWithoutARank() {
        assertThat(ranking.pair(XLM, AQUA)).isEqualTo(new TradePair(AQUA, XLM));
    }

    @Test
    void anAssetOfTheSameCodeIsNotTheRankedOne() {
        assertThat(ranking.pair(XLM, FAKE_USDC)).isEqualTo(new TradePair(FAKE_USDC, XLM));
    }

    @Test
    void ofTwoAssetsWithoutARankTheCounterOfTheNormalisedPairIsTheQuote() {
        assertThat(ranking.pair(ZZZ, AQUA)).isEqualTo(new TradePair(AQUA, ZZZ));
    }

    @Test
    void theOrderOfTheArgumentsDoesNotMatter() {
        var assets = List.of(XLM, USDC, EURC, FAKE_USDC, AQUA, ZZZ);
        for (Asset one : assets) {
            for (Asset other : assets) {
                if (!one.equals(other)) {
                    assertThat(ranking.pair(one, other)).isEqualTo(ranking.pair(other, one));
                    assertThat(ranking.pair(ranking.pair(one, other))).isEqualTo(ranking.pair(one, other));
                }
            }
        }
    }

    @Test
    void theNativeAssetMayBeRankedByName() {
        var nativeFirst = new QuoteRanking(List.of(XLM, USDC));

        assertThat(nativeFirst.pair(XLM, USDC)).isEqualTo(new TradePair(USDC, XLM));
    }

    @Test
    void anEmptyRankingLeavesTheNativeAsset() {
        assertThat(new QuoteRanking(List.of()).pair(XLM, USDC)).isEqualTo(new TradePair(USDC, XLM));
    }

    @Test
    void anAssetRankedTwiceIsAFault() {
        assertThatThrownBy(() -> new QuoteRanking(List.of(USDC, EURC, USDC)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected each asset once, found " + USDC);
    }

    private static Asset asset(String code, char issuer) {
        return Asset.issued(code, "G" + String.valueOf(issuer).repeat(55));
    }
}
