package org.stellarticker.sandbox.market;

import java.math.BigDecimal;
import java.util.Optional;
import org.stellarticker.core.market.Amount;
import org.stellarticker.sandbox.network.TomlFile;

/** Makes the {@code stellar.toml} files (SEP-1) of the catalog's domains, valid ones and others. */
final class Tomls {

    private final Catalog catalog;
    private final String networkPassphrase;

    Tomls(Catalog catalog, String networkPassphrase) {
        this.catalog = catalog;
        this.networkPassphrase = networkPassphrase;
    }

    Optional<TomlFile> find(String host) {
        return catalog.findDomain(host).flatMap(this::of);
    }

    private Optional<TomlFile> of(Domain domain) {
        return switch (domain.form()) {
            case MISSING -> Optional.empty();
            case HTML -> Optional.of(new TomlFile("text/html", page(domain)));
            case SILENT -> Optional.of(TomlFile.plain(head(domain, domain.host())));
            case ELSEWHERE ->
                Optional.of(TomlFile.plain(head(domain, domain.label() + ".example") + currencies(domain)));
            case FAULTY -> Optional.of(TomlFile.plain(faulty(head(domain, domain.host())) + currencies(domain)));
            case GOOD -> Optional.of(TomlFile.plain(head(domain, domain.host()) + currencies(domain)));
        };
    }

    private String head(Domain domain, String organisationHost) {
        String host = "https://" + domain.host();
        return """
                VERSION="2.0.0"
                NETWORK_PASSPHRASE="%s"
                FEDERATION_SERVER="%s/federation"
                AUTH_SERVER="%s/auth"
                TRANSFER_SERVER="%s/sep6"
                TRANSFER_SERVER_SEP0024="%s/sep24"
                WEB_AUTH_ENDPOINT="%s/web_auth"
                ACCOUNTS=[%s]

                [DOCUMENTATION]
                ORG_NAME="%s"
                ORG_URL="https://%s"
                ORG_TWITTER="%s_sandbox"
                """.formatted(
                        networkPassphrase,
                        host,
                        host,
                        host,
                        host,
                        host,
                        String.join(
                                ", ",
                                catalog.assets(domain).stream()
                                        .map(asset -> "\"" + asset.asset().issuer() + "\"")
                                        .distinct()
                                        .toList()),
                        domain.organisation(),
                        organisationHost,
                        domain.label());
    }

    /** Invalid like a fifth of real files; their valid parts can still be read. */
    private static String faulty(String head) {
        return head + "ORG_DBA=Doget & friends\nORG_DESCRIPTION \"no sign between\"\nORG_LOGO=“curly.png”\n";
    }

    private String currencies(Domain domain) {
        var text = new StringBuilder();
        for (MarketAsset asset : catalog.assets(domain)) {
            text.append("\n[[CURRENCIES]]\n");
            line(text, "code", asset.asset().code());
            line(text, "issuer", asset.asset().issuer());
            line(text, "status", "live");
            text.append("display_decimals=").append(decimals(asset)).append('\n');
            line(text, "name", domain.organisation() + " " + asset.asset().code());
            line(text, "desc", asset.asset().code() + " of the sandbox, worth nothing.");
            line(text, "conditions", "For trying the ticker only.");
            supply(text, asset);
            anchor(text, asset);
        }
        return text.toString();
    }

    private static void supply(StringBuilder text, MarketAsset asset) {
        if (asset.anchor().isEmpty()) {
            String units = BigDecimal.valueOf(asset.balance(), Amount.SCALE)
                    .toBigInteger()
                    .toString();
            text.append("fixed_number=").append(units).append('\n');
        } else {
            text.append("is_unlimited=true\n");
        }
    }

    private static void anchor(StringBuilder text, MarketAsset asset) {
        if (asset.anchor().isEmpty()) {
            text.append("is_asset_anchored=false\n");
            return;
        }
        text.append("is_asset_anchored=true\n");
        line(text, "anchor_asset_type", asset.anchorType());
        line(text, "anchor_asset", asset.anchor());
        line(text, "redemption_instructions", "None: the sandbox redeems nothing.");
        if (asset.anchorType().equals("crypto")) {
            text.append("collateral_addresses=[\"sandbox-")
                    .append(asset.anchor())
                    .append("-1\"]\n");
        }
    }

    private static int decimals(MarketAsset asset) {
        return asset.anchorType().equals("fiat") ? 2 : 7;
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append("=\"").append(value).append("\"\n");
    }

    private static String page(Domain domain) {
        return "<!DOCTYPE html>\n<html><head><title>" + domain.organisation()
                + "</title></head><body><h1>This domain is parked</h1></body></html>\n";
    }
}
