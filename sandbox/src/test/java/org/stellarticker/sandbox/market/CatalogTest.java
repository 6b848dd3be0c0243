package org.stellarticker.sandbox.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.sandbox.market.Domain.Form;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.sandbox.network.AssetState;
import org.stellarticker.sandbox.network.StrKey;
import org.stellarticker.sandbox.network.TomlFile;

/** The cases by which the ticker's rules on listing, validity and anchors can be tried. */
class CatalogTest {

    private static final String PASSPHRASE = "Stellar Ticker Sandbox ; simulated market, seed 1";

    private final Catalog catalog = new Catalog(MarketSize.CATALOG);
    private final Tomls tomls = new Tomls(catalog, PASSPHRASE);
    private final List<AssetState> assets = catalog.assets().stream()
            .filter(asset -> !(asset.asset() instanceof NativeAsset))
            .map(MarketAsset::state)
            .toList();

    @Test
    void issuersHaveAddressesWithAValidChecksum() {
        assertThat(assets).hasSizeGreaterThan(39).allSatisfy(asset -> {
            assertThat(StrKey.hasValidChecksum(asset.asset().issuer())).isTrue();
            assertThat(asset.asset().issuer()).matches("G[A-Z2-7]{55}");
        });
    }

    @Test
    void anAddressIsParsedAndWrittenBack() {
        // Circle's, on the public network.
        String address = "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";

        assertThat(StrKey.account(StrKey.key(address))).isEqualTo(address);
        assertThat(StrKey.hasValidChecksum(address)).isTrue();
        assertThat(StrKey.hasValidChecksum(address.replace("A5Z", "A5Y"))).isFalse();
    }

    @Test
    void severalCodesAreIssuedMoreThanOnce() {
        Map<String, Long> codes = assets.stream()
                .collect(Collectors.groupingBy(state -> state.asset().code(), Collectors.counting()));

        assertThat(codes.values().stream().filter(count -> count > 1)).hasSizeGreaterThan(3);
        assertThat(codes).containsEntry("USDC", 3L);
    }

    @Test
    void theScamCopysDomainLooksLikeTheTrueOne() {
        assertThat(homeDomains("USDC")).contains("circle.sandbox.example", "circie.sandbox.example", "");
        assertThat(toml("circie.sandbox.example").text()).contains("code=\"USDC\"", "anchor_asset=\"USD\"");
    }

    private List<String> homeDomains(String code) {
        return assets.stream()
                .filter(state -> state.asset().code().equals(code))
                .map(AssetState::homeDomain)
                .toList();
    }

    private TomlFile toml(String host) {
        return tomls.find(host).orElseThrow();
    }

    @Test
    void someAreNotToBeListed() {
        assertThat(assets).anyMatch(state -> state.accounts() < 10);
        assertThat(assets)
                .anyMatch(state -> state.accounts() >= 10
                        && state.accounts() < 100
                        && state.homeDomain().isEmpty());
        assertThat(assets).anyMatch(state -> state.balance() == 0);
        assertThat(assets).anyMatch(state -> state.asset().code().equals("REMOVE"));
    }

    @Test
    void someAreListedAndNotValid() {
        assertThat(assets)
                .anyMatch(state -> state.accounts() > 100 && state.homeDomain().isEmpty());
        assertThat(tomls.find("mobi.sandbox.example")).isEmpty();
        assertThat(toml("scop.sandbox.example").contentType()).isEqualTo("text/html");
        assertThat(toml("scop.sandbox.example").text()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void aGoodTomlNamesAllCurrenciesOfItsDomainAndTheOrganisation() {
        String toml = toml("ULTRA.sandbox.example").text();

        assertThat(toml)
                .contains("NETWORK_PASSPHRASE=\"" + PASSPHRASE + "\"\n")
                .contains("ORG_NAME=\"Ultra Sandbox\"\n", "ORG_URL=\"https://ultra.sandbox.example\"\n")
                .contains("code=\"yXLM\"", "code=\"yUSDC\"", "code=\"BTC\"", "code=\"ETH\"")
                .contains("anchor_asset_type=\"crypto\"\nanchor_asset=\"BTC\"\n");
    }

    @Test
    void someTomlsCanBeReadAndDoNotMakeTheDomainTheAssetsMaster() {
        assertThat(toml("libre.sandbox.example").text()).doesNotContain("CURRENCIES");
        assertThat(toml("bpv.sandbox.example").text()).contains("ORG_URL=\"https://bpv.example\"");
        assertThat(toml("doget.sandbox.example").text()).contains("ORG_DBA=Doget & friends", "code=\"DOGET\"");
    }

    @Test
    void everyHomeDomainIsInTheCatalog() {
        assertThat(assets)
                .filteredOn(state -> !state.homeDomain().isEmpty())
                .allSatisfy(state ->
                        assertThat(catalog.findDomain(state.homeDomain())).isPresent());
        assertThat(tomls.find("example.org")).isEmpty();
        for (Form form : Form.values()) {
            assertThat(assets.stream()
                            .map(state -> catalog.findDomain(state.homeDomain()).map(Domain::form)))
                    .anyMatch(found -> found.filter(form::equals).isPresent());
        }
    }

    @Test
    void poolIdsAreThoseOfTheNetwork() {
        // USDC and the lumen on the public network.
        var usdc = Asset.issued("USDC", "GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN");

        assertThat(PoolIds.of(usdc, NativeAsset.XLM)).isEqualTo(PoolIds.of(NativeAsset.XLM, usdc));
        assertThat(PoolIds.of(usdc, NativeAsset.XLM).toString())
                .isEqualTo("a468d41d8e9b8f3c7209651608b74b7db7ac9952dcae0cdf24871d1d9c7b0088");
    }
}
