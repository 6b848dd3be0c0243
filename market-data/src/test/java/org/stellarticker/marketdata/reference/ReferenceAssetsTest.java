package org.stellarticker.marketdata.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.stellarticker.core.asset.NativeAsset.XLM;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.TradePair;

class ReferenceAssetsTest {

    private static final Asset USDC = Asset.issued("USDC", "G" + "A".repeat(55));
    private static final Asset COPY = Asset.issued("USDC", "G" + "B".repeat(55));

    @Test
    void aListNamesAssetsInTheirOrder() {
        assertThat(AssetList.parse(COPY.key() + ", XLM," + USDC.key())).containsExactly(COPY, XLM, USDC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"USDC", "USDC:G", "US DC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN", ","})
    void anEntryThatIsNoAssetIsAFault(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssetList.parse(text))
                .withMessageContaining("expected native or CODE:ISSUER, found \"");
    }

    @Test
    void anAssetThatStandsInAListTwiceIsAFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssetList.parse(USDC.key() + "," + USDC.key()))
                .withMessageContaining("found " + USDC.key() + " more than once");
    }

    @Test
    void aCodeStandsForTheVerifiedAssetOnly() {
        var verified = VerifiedAssets.parse(USDC.key());

        assertThat(verified.symbol(USDC)).isEqualTo("USDC");
        assertThat(verified.symbol(COPY)).isEqualTo(COPY.key());
        assertThat(verified.symbol(XLM)).isEqualTo("XLM");
        assertThat(verified.find("USDC")).contains(USDC);
        assertThat(verified.find("usdc")).isEmpty();
    }

    @Test
    void twoVerifiedAssetsOfOneCodeAreAFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifiedAssets.parse(USDC.key() + "," + COPY.key()))
                .withMessageContaining("expected one asset for each code");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifiedAssets.parse("XLM:G" + "A".repeat(55)))
                .withMessageContaining("beside another XLM");
    }

    @Test
    void theDefaultsAreUsable() {
        Asset usdc = AssetList.parse(PublicNetwork.USD_REFERENCE).getFirst();
        var ranking = new QuoteRanking(AssetList.parse(PublicNetwork.QUOTE_RANKING));

        assertThat(ranking.pair(usdc, XLM)).isEqualTo(new TradePair(XLM, usdc));
        assertThat(VerifiedAssets.parse(PublicNetwork.VERIFIED_ISSUERS).contains(usdc))
                .isTrue();
    }
}
