package org.stellarticker.core.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetTest {

    private static final String ISSUER = "GBDOGJOP6RTEVRFRXWH3DNENJMJR773QMTF5MLQ63V4BS5VWQXSFP7FU";
    private static final String OTHER_ISSUER = "GDU6VJZJ3CNW6T4B57PW4NAWRZDOJ6CUKVRZVUSAASHI6NWB36754QGZ";

    @Test
    void theNativeAssetComesFirstEvenBeforeCodesThatSortBelowXlm() {
        assertThat((Asset) NativeAsset.XLM).isLessThan(Asset.issued("AAA", ISSUER));
        assertThat(Asset.issued("AAA", ISSUER)).isGreaterThan(NativeAsset.XLM);
        assertThat((Asset) NativeAsset.XLM).isEqualByComparingTo(NativeAsset.XLM);
    }

    @Test
    void issuedAssetsAreOrderedByTheBytesOfCodeAndIssuer() {
        assertThat(Asset.issued("USD", ISSUER)).isLessThan(Asset.issued("usd", ISSUER));
        assertThat(Asset.issued("USD", ISSUER)).isLessThan(Asset.issued("USD", OTHER_ISSUER));
        // ':' sorts above the digits: "USD1:..." comes before "USD:...".
        assertThat(Asset.issued("USD1", ISSUER)).isLessThan(Asset.issued("USD", ISSUER));
    }

    @Test
    void copiesOfACodeByAnotherIssuerAreOtherAssets() {
        assertThat(Asset.issued("USD", ISSUER)).isNotEqualTo(Asset.issued("USD", OTHER_ISSUER));
    }

    @Test
    void theFormFollowsFromTheLengthOfTheCode() {
        assertThat(Asset.issued("USDC", ISSUER).type()).isEqualTo("credit_alphanum4");
        assertThat(Asset.issued("USDC1", ISSUER).type()).isEqualTo("credit_alphanum12");
        assertThat(NativeAsset.XLM.type()).isEqualTo("native");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "THIRTEENCHARS", "US D", "ÜSD", "US:D"})
    void aCodeThatTheNetworkDoesNotAllowIsRefused(String code) {
        assertThatThrownBy(() -> new AssetCode(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("asset code")
                .hasMessageContaining("\"" + code + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "native", "GBDOGJOP", "XBDOGJOP6RTEVRFRXWH3DNENJMJR773QMTF5MLQ63V4BS5VWQXSFP7FU"})
    void anAddressOfAnotherFormIsRefused(String address) {
        assertThatThrownBy(() -> new AccountId(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("account");
    }

    @Test
    void anAssetIsReadInAnyUsualForm() {
        Asset usd = Asset.issued("USD", ISSUER);

        assertThat(Asset.parse("USD:" + ISSUER)).isEqualTo(usd);
        assertThat(Asset.parse("USD-" + ISSUER)).isEqualTo(usd);
        assertThat(Asset.parse("native")).isEqualTo(NativeAsset.XLM);
        assertThat(Asset.parse("XLM")).isEqualTo(NativeAsset.XLM);
        assertThat(Asset.parse(NativeAsset.XLM.key())).isEqualTo(NativeAsset.XLM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "USD", "xlm", "USD:", ":" + ISSUER, "USD:" + ISSUER + ":", "USD " + ISSUER})
    void aTextThatNamesNoAssetIsRefused(String text) {
        assertThatThrownBy(() -> Asset.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected native or CODE:ISSUER, found \"" + text + "\"");
    }
}
