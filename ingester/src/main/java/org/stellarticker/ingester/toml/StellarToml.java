package org.stellarticker.ingester.toml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.Currency;
import org.stellarticker.core.asset.Issuer;
import org.stellarticker.db.asset.TomlAsset;
import org.stellarticker.db.asset.TomlAsset.Entry;
import org.stellarticker.db.asset.TomlAsset.NamedBy;
import org.stellarticker.ingester.toml.TomlException.Kind;

/**
 * A stellar.toml (SEP-1) as issuers write it. A fifth of the real files are not valid TOML, so all that can be read is used. Keys are
 * case-insensitive, as for the legacy ticker.
 */
public final class StellarToml {

    /** The keys that distinguish a toml with syntax errors from another kind of file, such as a page of HTML. */
    private static final Set<String> KEYS = Set.of(
            "VERSION",
            "NETWORK_PASSPHRASE",
            "FEDERATION_SERVER",
            "AUTH_SERVER",
            "TRANSFER_SERVER",
            "TRANSFER_SERVER_SEP0024",
            "WEB_AUTH_ENDPOINT",
            "DEPOSIT_SERVER",
            "SIGNING_KEY",
            "HORIZON_URL",
            "ACCOUNTS",
            "DOCUMENTATION",
            "PRINCIPALS",
            "CURRENCIES",
            "VALIDATORS");

    /** Bounds the URL of a currency's own toml, which is a key in the database. */
    private static final int MAX_LINK_LENGTH = 500;

    private static final Pattern ACCOUNT = Pattern.compile("G[A-Z2-7]{55}");

    private final TomlSection whole;
    private final List<TomlSection> currencies;
    private final List<TomlProblem> problems;

    private StellarToml(TomlSection whole, List<TomlProblem> problems) {
        this.whole = whole;
        this.currencies = whole.sections("CURRENCIES");
        this.problems = problems;
    }

    /** Reads a file; throws {@link TomlException} when it is not a toml. */
    public static StellarToml read(byte[] bytes) throws TomlException {
        TolerantToml toml = TolerantToml.read(bytes);
        boolean known = toml.root().keySet().stream().anyMatch(key -> KEYS.contains(key.toUpperCase(Locale.ROOT)));
        if (isMarkup(bytes) || (!toml.problems().isEmpty() && !known)) {
            throw new TomlException(
                    Kind.UNREADABLE,
                    "expected a stellar.toml, found "
                            + toml.problems().stream()
                                    .findFirst()
                                    .map(StellarToml::describe)
                                    .orElse("markup"));
        }
        var whole = new TomlSection(toml.root());
        var problems = new ArrayList<>(toml.problems());
        problems.addAll(Sep1Problems.of(whole));
        return new StellarToml(whole, List.copyOf(problems));
    }

    private static boolean isMarkup(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, 200), UTF_8)
                .replace("\uFEFF", "")
                .stripLeading()
                .startsWith("<");
    }

    private static String describe(TomlProblem problem) {
        return problem.kind().word() + " in line " + problem.line();
    }

    TomlSection whole() {
        return whole;
    }

    List<TomlSection> currencies() {
        return currencies;
    }

    public List<TomlProblem> problems() {
        return problems;
    }

    /** Returns the accounts that the organisation claims, without any text around them. */
    List<String> accounts() {
        return whole.texts("ACCOUNTS").stream()
                .flatMap(text -> ACCOUNT.matcher(text).results().map(MatchResult::group))
                .distinct()
                .toList();
    }

    /** Returns the URLs of the currencies' own tomls. */
    public List<String> links() {
        return currencies.stream()
                .map(currency -> currency.text("toml"))
                .filter(link -> !link.isEmpty() && link.length() <= MAX_LINK_LENGTH)
                .distinct()
                .limit(TomlSection.MAX_TEXTS)
                .toList();
    }

    /**
     * Returns the metadata of an asset.
     *
     * @param link the URL by which the asset's issuer links to this toml
     * @param own the currencies' own tomls
     */
    public TomlAsset describe(Asset asset, String link, LinkedTomls own) {
        Issuer issuer = issuer(asset.issuer(), link);
        Optional<TomlSection> byCode = currencies.stream()
                .filter(entry -> entry.text("code").equals(asset.code()) && isIssuedBy(entry, asset))
                .findFirst();
        boolean controlled = byCode.isPresent() && LegacyUrl.isDomainVerified(link, issuer.url());
        return new TomlAsset(
                asset,
                controlled,
                byCode.map(StellarToml::currency).orElse(Currency.UNKNOWN),
                issuer,
                byCode.map(entry -> entry(NamedBy.CODE, entry))
                        .or(() -> byLink(asset, own))
                        .or(() -> byTemplate(asset)));
    }

    /** Finds the currency's own toml, which the legacy ticker did not support. */
    private Optional<Entry> byLink(Asset asset, LinkedTomls own) {
        return links().stream()
                .flatMap(url -> own.find(url).stream())
                .filter(entry -> (entry.text("code").equals(asset.code()) || matchesTemplate(entry, asset))
                        && isIssuedBy(entry, asset))
                .findFirst()
                .map(entry -> entry(NamedBy.LINK, entry));
    }

    private Optional<Entry> byTemplate(Asset asset) {
        return currencies.stream()
                .filter(entry -> matchesTemplate(entry, asset) && isIssuedBy(entry, asset))
                .findFirst()
                .map(entry -> entry(NamedBy.TEMPLATE, entry));
    }

    private static boolean isIssuedBy(TomlSection entry, Asset asset) {
        return entry.text("issuer").equals(asset.issuer());
    }

    /** Matches a code template, in which a question mark stands for any one character. */
    private static boolean matchesTemplate(TomlSection entry, Asset asset) {
        String template = entry.text("code_template");
        String code = asset.code();
        if (template.length() != code.length()) {
            return false;
        }
        for (int i = 0; i < code.length(); i++) {
            if (template.charAt(i) != '?' && template.charAt(i) != code.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static Entry entry(NamedBy namedBy, TomlSection currency) {
        return new Entry(namedBy, TomlJson.currency(currency));
    }

    private Issuer issuer(String account, String link) {
        TomlSection documentation = whole.section("DOCUMENTATION");
        return new Issuer(
                account,
                documentation.text("ORG_NAME"),
                documentation.text("ORG_URL"),
                link,
                whole.text("FEDERATION_SERVER"),
                whole.text("AUTH_SERVER"),
                whole.text("TRANSFER_SERVER"),
                whole.text("WEB_AUTH_ENDPOINT"),
                whole.text("DEPOSIT_SERVER"),
                documentation.text("ORG_TWITTER"));
    }

    private static Currency currency(TomlSection entry) {
        return new Currency(
                entry.text("anchor_asset"),
                entry.text("anchor_asset_type"),
                entry.flag("is_asset_anchored"),
                (int) entry.number("display_decimals", Integer.MAX_VALUE),
                entry.text("name"),
                entry.text("desc"),
                entry.text("conditions"),
                entry.number("fixed_number", Long.MAX_VALUE),
                entry.number("max_number", Long.MAX_VALUE),
                entry.flag("is_unlimited"),
                entry.text("redemption_instructions"),
                entry.texts("collateral_addresses"),
                entry.texts("collateral_address_signatures"),
                entry.text("countries"),
                entry.text("status"));
    }
}
