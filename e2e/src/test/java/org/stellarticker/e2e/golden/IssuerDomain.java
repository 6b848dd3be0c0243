package org.stellarticker.e2e.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A home domain of issuers, with a toml made for a test, or with a page of HTML instead. */
final class IssuerDomain {

    /** What the toml says about an asset. */
    private record Entry(String code, String issuer, int number, String anchor) {}

    private final String host;
    private final int number;
    private final boolean good;
    private final List<Entry> entries = new ArrayList<>();

    IssuerDomain(String host, int number, boolean good) {
        this.host = host;
        this.number = number;
        this.good = good;
    }

    boolean isGood() {
        return good;
    }

    /** Adds an asset of {@code /assets} to the toml, except every fifth one. */
    void name(JsonNode record, int which, String anchor) {
        if (which % 5 > 0) {
            entries.add(new Entry(
                    record.get("asset_code").asText(),
                    record.get("asset_issuer").asText(),
                    which,
                    anchor));
        }
    }

    /** On the toml's domain, elsewhere, or missing. */
    private String orgUrl() {
        return switch (number % 3) {
            case 0 -> "";
            case 1 -> "https://www." + host + "/about";
            default -> "https://elsewhere.example";
        };
    }

    String toml() {
        if (!good) {
            return "<!DOCTYPE html>\n<html><body>VERSION=\"2.0.0\"</body></html>";
        }
        var toml = new StringBuilder("""
            VERSION="2.0.0"
            FEDERATION_SERVER="https://%1$s/federation"
            AUTH_SERVER="https://%1$s/auth"
            TRANSFER_SERVER="https://%1$s/transfer"
            WEB_AUTH_ENDPOINT="https://%1$s/web-auth"
            DEPOSIT_SERVER="https://%1$s/deposit"
            [DOCUMENTATION]
            ORG_NAME="Organisation %2$d"
            ORG_URL="%3$s"
            ORG_TWITTER="@org%2$d"
            """.formatted(host, number, orgUrl()));
        for (Entry entry : entries) {
            toml.append("""
                [[CURRENCIES]]
                code="%1$s"
                issuer="%2$s"
                name="Name %3$d"
                desc="The asset %1$s"
                conditions="Conditions %3$d"
                display_decimals=%4$d
                fixed_number=%3$d000000000000
                max_number=%3$d
                is_unlimited=%5$b
                is_asset_anchored=%6$b
                anchor_asset="%7$s"
                anchor_asset_type="fiat"
                redemption_instructions="Redeem %3$d"
                collateral_addresses=["a%3$d", "b%3$d"]
                collateral_address_signatures=["s%3$d"]
                status="live"
                """.formatted(
                            entry.code,
                            entry.issuer,
                            entry.number,
                            entry.number % 8,
                            entry.number % 2 == 0,
                            !entry.anchor.isEmpty(),
                            entry.anchor));
        }
        return toml.toString();
    }

    /** Sets the members of an asset of assets.json that come from the toml. */
    void addTo(ObjectNode asset) {
        Entry entry = entries.stream()
                .filter(one -> one.code.equals(asset.get("code").asText())
                        && one.issuer.equals(asset.get("issuer").asText()))
                .findFirst()
                .orElse(null);
        boolean named = entry != null;
        int which = entry == null ? 0 : entry.number;
        asset.put("asset_controlled_by_domain", named && number % 3 < 2);
        asset.put("anchor_asset", entry == null ? "" : entry.anchor);
        asset.put("anchor_asset_type", named ? "fiat" : "");
        asset.put("display_decimals", which % 8);
        asset.put("name", named ? "Name " + which : "");
        asset.put("desc", named ? "The asset " + asset.get("code").asText() : "");
        asset.put("conditions", named ? "Conditions " + which : "");
        asset.put("is_asset_anchored", entry != null && !entry.anchor.isEmpty());
        asset.put("fixed_number", which * 1_000_000_000_000L);
        asset.put("max_number", which);
        asset.put("is_unlimited", named && which % 2 == 0);
        asset.put("redemption_instructions", named ? "Redeem " + which : "");
        var addresses = asset.putArray("collateral_addresses");
        var signatures = asset.putArray("collateral_address_signatures");
        if (named) {
            addresses.add("a" + which).add("b" + which);
            signatures.add("s" + which);
        }
        asset.put("countries", "");
        asset.put("status", named ? "live" : "");
        asset.putObject("issuer_detail")
                .put("public_key", asset.get("issuer").asText())
                .put("name", "Organisation " + number)
                .put("url", orgUrl())
                .put("toml_url", "https://" + host + "/.well-known/stellar.toml")
                .put("federation_server", "https://" + host + "/federation")
                .put("auth_server", "https://" + host + "/auth")
                .put("transfer_server", "https://" + host + "/transfer")
                .put("web_auth_endpoint", "https://" + host + "/web-auth")
                .put("deposit_server", "https://" + host + "/deposit")
                .put("org_twitter", "@org" + number);
    }
}
