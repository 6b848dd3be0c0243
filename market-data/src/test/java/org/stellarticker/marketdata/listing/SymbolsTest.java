package org.stellarticker.marketdata.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.stellarticker.core.asset.NativeAsset.XLM;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.reference.VerifiedAssets;

class SymbolsTest {

    private static final Asset USDC = Asset.issued("USDC", "G" + "A".repeat(55));
    private static final Asset COPY = Asset.issued("USDC", "G" + "B".repeat(55));
    private static final VerifiedAssets VERIFIED = new VerifiedAssets(List.of(USDC));

    @Test
    void anExplicitPairNamesItsIssuers() {
        assertThat(Symbols.explicit(new TradePair(XLM, COPY))).isEqualTo("XLM_USDC-G" + "B".repeat(55));
        assertThat(Symbols.parse("XLM_USDC-G" + "B".repeat(55))).isEqualTo(new TradePair(XLM, COPY));
    }

    @Test
    void onlyAVerifiedAssetHasABareCodeAndNoSymbolHasADash() {
        assertThat(Symbols.verified(new TradePair(XLM, USDC), VERIFIED)).isEqualTo("XLM_USDC");
        assertThat(Symbols.verified(new TradePair(XLM, COPY), VERIFIED))
                .isEqualTo("XLM_USDC:G" + "B".repeat(55))
                .doesNotContain("-");
    }

    @Test
    void eachNameLeadsBackToItsPair() {
        for (TradePair pair : List.of(new TradePair(XLM, USDC), new TradePair(COPY, XLM), new TradePair(COPY, USDC))) {
            assertThat(Symbols.parse(Symbols.verified(pair, VERIFIED), VERIFIED))
                    .isEqualTo(pair);
            assertThat(Symbols.parse(Symbols.explicit(pair), VERIFIED)).isEqualTo(pair);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"XLM", "XLM_", "_XLM", "XLM_EURC", "XLM_XLM", "XLM_USDC_XLM", ""})
    void whatIsNoPairIsAFault(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Symbols.parse(text, VERIFIED))
                .withMessageContaining("expected");
    }
}
