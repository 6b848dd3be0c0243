package org.stellarticker.sandbox.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.sandbox.network.TomlFile;

/** The issuers' domains and their {@code stellar.toml} files (SEP-1). */
final class HomeDomain {

    private static final String SUFFIX = ".sandbox.example";

    private HomeDomain() {}

    /** Returns the domain of an issuer: its address, which fits into a host name. */
    static String of(Asset asset) {
        return asset.issuer().toLowerCase(Locale.ROOT) + SUFFIX;
    }

    /** Returns the toml of a domain; empty when no issuer has it. */
    static Optional<TomlFile> toml(String host, List<Asset> assets, String networkPassphrase) {
        List<Asset> own = assets.stream()
                .filter(asset -> !(asset instanceof NativeAsset))
                .filter(asset -> of(asset).equalsIgnoreCase(host))
                .sorted(Comparator.comparing(Asset::code))
                .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        var toml = new StringBuilder();
        toml.append("VERSION=\"2.0.0\"\n");
        toml.append("NETWORK_PASSPHRASE=\"")
                .append(networkPassphrase.replaceAll("[\"\\\\]", "_"))
                .append("\"\n");
        toml.append("ACCOUNTS=[\"").append(own.getFirst().issuer()).append("\"]\n\n");
        toml.append("[DOCUMENTATION]\n");
        toml.append("ORG_NAME=\"Sandbox issuer of ")
                .append(own.getFirst().code())
                .append("\"\n");
        toml.append("ORG_URL=\"https://").append(of(own.getFirst())).append("\"\n");
        for (Asset asset : own) {
            toml.append("\n[[CURRENCIES]]\n");
            toml.append("code=\"").append(asset.code()).append("\"\n");
            toml.append("issuer=\"").append(asset.issuer()).append("\"\n");
            toml.append("status=\"live\"\n");
            toml.append("display_decimals=7\n");
            toml.append("name=\"").append(asset.code()).append("\"\n");
            toml.append("desc=\"").append(asset.code()).append(" of the sandbox, worth nothing.\"\n");
            toml.append("is_asset_anchored=false\n");
        }
        return Optional.of(TomlFile.plain(toml.toString()));
    }
}
