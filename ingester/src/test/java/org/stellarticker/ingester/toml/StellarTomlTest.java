package org.stellarticker.ingester.toml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.Currency;
import org.stellarticker.db.asset.TomlAsset;
import org.stellarticker.ingester.Hostile;

/** Reads real files from public repositories, and invented ones. */
class StellarTomlTest {

    private static final String ISSUER = "GA4KBWWIVRSCFKXJQYPPMJMZKZBCPAB3NRPFCQG2GZGQBYFOOL6RVUQO";
    private static final Asset USD = Asset.issued("USD", ISSUER);
    private static final String LINK = "https://bank.example/.well-known/stellar.toml";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // Without problems.
                "glo-foundation_db5ab05 | USDGLO:GBBS25EGYQPGEZCGCFBKG4OAGFXU6DSOQBGTHELLJT3HZXZJ34HWS6XV | Glo Dollar | Glo Development Foundation, Inc",
                "thanecoin_829d7c2 | TPI:GAOCNOS2AUPGZZ4Q2EF7KAV3BDL5GBKQWUUN3O3OSUYAXLOUM3Z6HICW | ThaneCoin TPI | ThaneCoin",
                "meshtrade_fddcdae | mZAR:GCBNWTCCMC32UHZ5OCC2PNMFDGXRVPA7MFFBFFTCVW77SX5PMRB7Q4BY | ZAR Mesh | Mesh Trade South Africa (Pty) Ltd",
                "getdala_af3980a | DALA:GAI5SVKCB5QTCK7NI2BM5V7GKSFIK3XCZEDAXP3QCANWNJCM2C3TOOBU | Dala | Dala Cayman Ltd",
                "audd-coin_fa63ec6 | AUDD:GBXCDHFNJ3Q5N2JLYDEA4PT3PX2BSCICG33AIUYR7NBVJLZKFBJHOH7A | AUDD Coin | AUDD Coin Group",
                "breadchaincoop_2412a76 | CUSD:GB4E4EA26SXUJSFJTMFCVGVNEKWGNQ44MLFRHHXWQHQ54RD7KQTYBNSR | Coopstable cUSD Token | CoopStable",
                "xlmnr_4d94e68 | xLMNR:GDKA6WVMFSA73BMEVKPO6WXSSWP4MPRBDJVSXLLSEVIEVH226L5RJ7NL | Lumenaire v2 | Lumenaire",
                // A duplicate key: the last value counts.
                "audd-coin_aa5fa9b | AUDD:GBXCDHFNJ3Q5N2JLYDEA4PT3PX2BSCICG33AIUYR7NBVJLZKFBJHOH7A | AUDD Token | AUDD Coin Group",
                "astr0st3llar_eec076a | encke:GDVLVAI72GSLWWKTO3TCCFRN2465EU6ZOXTTTTYUNY5GIQ4PP45NGTPH | Encke Comet | AstroStellar",
                "cassatorcorp_7ceb0cd | Eagle:GBG35LS6GFWPZRC2T7O2FGXO2KQRQYLF5237YDWXXRFZRQHDKRP6EM3J | Gold Eagle | Gold Eagle",
                // A key without an equals sign.
                "astroshibainu_91d714c | ASHIB:GD53LHKFAKRWD5JKJJLPSYU6ARIHQYEOSH4UHHGONGDIBIY6QEFJTZWO | Astro Shiba | Astro Shiba Inu",
                // A number beyond 64 bits.
                "cassatorcorp_01d5722 | GOLDEAGLE:GBOYFPATHXCTWMDPC2U2KLGMUCJPCWTOYTLJN5U4B76XO7OWKJQEW5YE | Gold Eagle | Gold Eagle",
                "cassatorgold_9113aaa | GEG:GCFUUSSIHO6ZN3RQU3PYW2TNYZRMJRZPZOZIWV2XZZVRNC7VBTGQIU76 | Gold Eagle | Cassatorgold.github.io",
                // Texts that end on later lines, and missing values.
                "homeless-hcc_16b9d71 | Homeless:GDKSAFCZI3U4SIZAFGY2QWTOC7DFZJGDGSBC6VLSPFYLOII24W6KFUNS | Homeless | Homeless",
                "homeless-hcc_2f30b0c | Homeless:GDKSAFCZI3U4SIZAFGY2QWTOC7DFZJGDGSBC6VLSPFYLOII24W6KFUNS | Homeless | Homeless",
                "homeless-hcc_a12b5f9 | HCC:GDKSAFCZI3U4SIZAFGY2QWTOC7DFZJGDGSBC6VLSPFYLOII24W6KFUNS | Homeless Community Care | -",
                "librexlm_a06d37a | LIBRE:GAYCCWKECNGDRHYU3UTREBD2XLC3CUQN6FV22TKM4WCQER3IWR7TF5CY | LIBRE | LibreXLM",
                "blocktransfer_2a267db | DEMO:GDRM3MK6KMHSYIT4E2AG2S2LWTDBJNYXE4H72C7YTTRWOWX5ZBECFWO7 | Example Security | BlockTrans Syndicate"
            })
    void keepsWhatCanBeReadOfARealFile(String file, String asset, String name, @Nullable String organisation)
            throws Exception {
        int colon = asset.indexOf(':');

        TomlAsset described = StellarToml.read(RealTomls.named(file))
                .describe(Asset.issued(asset.substring(0, colon), asset.substring(colon + 1)), LINK, LinkedTomls.NONE);

        assertThat(described.currency().name()).isEqualTo(name);
        assertThat(described.issuer().name()).isEqualTo(organisation == null ? "" : organisation);
    }

    /** Curly quotes, an issuer that is not a text, unclosed lists, no currencies at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "7sqxyz_9ee9509",
                "astroband_d8f8639",
                "glo-foundation_2670c1d",
                "happyraider_9fc4656",
                "homeless-hcc_4cd46f5",
                "homeless-hcc_58a96db",
                "kalepail_84d1f87",
                "openxlm_64a5295",
                "stellarterm_e0a4af4"
            })
    void acceptsATomlWithoutTheAsset(String file) throws Exception {
        TomlAsset described = StellarToml.read(RealTomls.named(file)).describe(USD, LINK, LinkedTomls.NONE);

        assertThat(described.currency()).isEqualTo(Currency.UNKNOWN);
        assertThat(described.controlledByDomain()).isFalse();
    }

    @Test
    void rejectsAPageOfHtml() {
        assertThatExceptionOfType(TomlException.class)
                .isThrownBy(() -> StellarToml.read(
                        "<!DOCTYPE html>\n<html><body>CURRENCIES = \"none\"</body></html>".getBytes(UTF_8)))
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(TomlException.Kind.UNREADABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"404 page not found", "{\"error\": \"not found\"}", "\0\0\0\u0001", "GIF89a = ("})
    void rejectsOtherText(String text) {
        assertThatExceptionOfType(TomlException.class).isThrownBy(() -> toml(text));
    }

    @Test
    void readsEveryMember() throws TomlException {
        TomlAsset described = toml("""
                FEDERATION_SERVER = "https://bank.example/federation"
                AUTH_SERVER = "https://bank.example/auth"
                TRANSFER_SERVER = "https://bank.example/transfer"
                WEB_AUTH_ENDPOINT = "https://bank.example/web-auth"
                DEPOSIT_SERVER = "https://bank.example/deposit"
                [DOCUMENTATION]
                ORG_NAME = "Bank"
                ORG_URL = "https://www.bank.example"
                ORG_TWITTER = "@bank"
                [[CURRENCIES]]
                code = "USD"
                issuer = "%s"
                name = "Dollars"
                desc = "Dollars of ours"
                conditions = "None"
                display_decimals = 2
                fixed_number = 9223372036854775807
                max_number = 5
                is_unlimited = true
                is_asset_anchored = true
                anchor_asset = "USD"
                anchor_asset_type = "fiat"
                redemption_instructions = "Come and get them"
                collateral_addresses = ["2C1mCx3ukix1KfegAY5zgQJV7sanAciZpv", "2C2"]
                collateral_address_signatures = ["304502206e21798a42fae0e854281abd38bacd1aeed3ee3738d9e1446618c4571d10"]
                countries = "DE,FR"
                status = "live"
                """.formatted(ISSUER)).describe(USD, LINK, LinkedTomls.NONE);

        assertThat(described.controlledByDomain()).isTrue();
        assertThat(described.currency())
                .isEqualTo(new Currency(
                        "USD",
                        "fiat",
                        /* isAssetAnchored= */ true,
                        2,
                        "Dollars",
                        "Dollars of ours",
                        "None",
                        Long.MAX_VALUE,
                        5,
                        /* isUnlimited= */ true,
                        "Come and get them",
                        List.of("2C1mCx3ukix1KfegAY5zgQJV7sanAciZpv", "2C2"),
                        List.of("304502206e21798a42fae0e854281abd38bacd1aeed3ee3738d9e1446618c4571d10"),
                        "DE,FR",
                        "live"));
        assertThat(described.issuer().toString())
                .isEqualTo("Issuer[publicKey=" + ISSUER + ", name=Bank, url=https://www.bank.example, tomlUrl=" + LINK
                        + ", federationServer=https://bank.example/federation,"
                        + " authServer=https://bank.example/auth, transferServer=https://bank.example/transfer,"
                        + " webAuthEndpoint=https://bank.example/web-auth,"
                        + " depositServer=https://bank.example/deposit, orgTwitter=@bank]");
    }

    @Test
    void convertsValuesOfOtherTypesOrIgnoresThem() throws TomlException {
        Currency currency = toml("""
                [Currencies]
                Code = "USD"
                Issuer = " %s "
                name = 7
                desc = ["a", "list"]
                display_decimals = "2"
                fixed_number = 1000.0
                max_number = -1
                is_unlimited = "true"
                is_asset_anchored = "perhaps"
                collateral_addresses = "only one"
                collateral_address_signatures = [1, 2]
                """.formatted(ISSUER))
                .describe(USD, LINK, LinkedTomls.NONE)
                .currency();

        assertThat(currency.name()).isEqualTo("7");
        assertThat(currency.description()).isEmpty();
        assertThat(currency.displayDecimals()).isEqualTo(2);
        assertThat(currency.fixedNumber()).isEqualTo(1000);
        assertThat(currency.maxNumber()).isZero();
        assertThat(currency.isUnlimited()).isTrue();
        assertThat(currency.isAssetAnchored()).isFalse();
        assertThat(currency.collateralAddresses()).containsExactly("only one");
        assertThat(currency.collateralAddressSignatures()).isEmpty();
    }

    @Test
    void removesWhatPostgresqlCannotStoreAndTruncatesLongTexts() throws TomlException {
        Currency currency = toml("""
                [[CURRENCIES]]
                code = "USD"
                issuer = "%s"
                name = "Dol\\u0000lars"
                desc = "%s"
                collateral_addresses = [%s]
                """.formatted(ISSUER, "x" + "\uD83D\uDE00".repeat(4000), "\"a\",".repeat(500)))
                .describe(USD, LINK, LinkedTomls.NONE)
                .currency();

        assertThat(currency.name()).isEqualTo("Dollars");
        assertThat(currency.description())
                .hasSizeLessThanOrEqualTo(TomlSection.MAX_TEXT_LENGTH)
                .hasSizeGreaterThan(TomlSection.MAX_TEXT_LENGTH - 2)
                .endsWith("\uD83D\uDE00");
        assertThat(currency.collateralAddresses()).hasSize(TomlSection.MAX_TEXTS);
    }

    @ParameterizedTest
    @CsvSource({
        "'', https://bank.example/.well-known/stellar.toml, true",
        "https://bank.example/about, https://bank.example/.well-known/stellar.toml, true",
        "https://WWW.bank.example, https://bank.example/.well-known/stellar.toml, true",
        "https://www.Bank.example, https://bank.example/.well-known/stellar.toml, false",
        "https://bank.example/about us|them, https://bank.example/.well-known/stellar.toml, true",
        "https://www.my_bank.example, https://my_bank.example/.well-known/stellar.toml, true",
        "http://bank.example, https://bank.example/.well-known/stellar.toml, false",
        "https://notbank.example, https://bank.example/.well-known/stellar.toml, false",
        "https://bank.example.scam.example, https://bank.example/.well-known/stellar.toml, false",
        "https://bank.example, https://www.bank.example/.well-known/stellar.toml, false",
        "bank.example, https://bank.example/.well-known/stellar.toml, false",
        "'', http://bank.example/.well-known/stellar.toml, false",
    })
    void anAssetIsControlledByTheDomainOfItsTomlAndItsOrganisation(String url, String link, boolean controlled)
            throws TomlException {
        var toml = toml("""
                [DOCUMENTATION]
                ORG_URL = "%s"
                [[CURRENCIES]]
                code = "USD"
                issuer = "%s"
                """.formatted(url, ISSUER));

        assertThat(toml.describe(USD, link, LinkedTomls.NONE).controlledByDomain())
                .isEqualTo(controlled);
        assertThat(toml.describe(Asset.issued("usd", ISSUER), link, LinkedTomls.NONE)
                        .controlledByDomain())
                .isFalse();
    }

    @Test
    void acceptsLinesThatEndWithACarriageReturnAlone() throws TomlException {
        StellarToml toml = StellarToml.read(Hostile.bytes("toml-cr-only.toml"));
        TomlAsset described = toml.describe(
                Asset.issued("CRON", "GAAIQYPL7AGQNOAUJEE5U3EBPWVWR3CEYEXDUQXJRVRMVRCG5ZMEJ3S2"),
                LINK,
                LinkedTomls.NONE);

        assertThat(described.currency().name()).isEqualTo("Carriage");
        assertThat(described.currency().displayDecimals()).isEqualTo(3);
        assertThat(described.controlledByDomain()).isTrue();
        assertThat(toml.problems()).containsExactly(new TomlProblem(0, TomlProblem.Kind.CR_LINE_ENDS, ""));
    }

    /** The exponent is the largest possible: one more digit before the point overflows an int. */
    @ParameterizedTest
    @ValueSource(strings = {"1e2147483647", "1e999999999", "1e-2147483647", "-1e2147483647"})
    @Timeout(10)
    void boundsTheDigitsOfANumberWithAnExponent(String number) throws TomlException {
        StellarToml toml = toml("""
                [[CURRENCIES]]
                code = "USD"
                issuer = "%s"
                display_decimals = %s
                max_number = %s
                """.formatted(ISSUER, number, number));

        assertThat(toml.describe(USD, LINK, LinkedTomls.NONE).currency().displayDecimals())
                .isZero();
    }

    @Test
    void ignoresALinkThatIsTooLongForTheDatabase() throws TomlException {
        StellarToml toml = toml("[[CURRENCIES]]\ntoml = \"https://a.example/" + "\u00E9x".repeat(2_000)
                + "\"\n[[CURRENCIES]]\n" + "toml = \"https://a.example/b.toml\"\n");

        assertThat(toml.links()).containsExactly("https://a.example/b.toml");
    }

    private static StellarToml toml(String text) throws TomlException {
        return StellarToml.read(text.getBytes(UTF_8));
    }
}
