package org.stellarticker.graphqlserver.graphql.schema;

import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import org.stellarticker.db.asset.AssetStatus;

/** The fields of an asset's status. It says in words why the asset is not valid, for its issuer. */
final class AssetStatuses {

    private AssetStatuses() {}

    static List<TypeRuntimeWiring.Builder> wiring() {
        return List.of(
                Fields.of("AssetStatus", AssetStatus.class)
                        .field("code", status -> status.asset().code())
                        .field("issuerAccount", status -> status.asset().issuer())
                        .field("isListed", AssetStatus::listed)
                        .field("isValid", AssetStatus::valid)
                        .field("reason", AssetStatuses::reason)
                        .field("tomlURL", AssetStatus::tomlUrl)
                        .field("toml", AssetStatus::toml)
                        .wiring(),
                Fields.of("StellarToml", AssetStatus.Toml.class)
                        .field("outcome", AssetStatus.Toml::outcome)
                        .field("reason", AssetStatus.Toml::reason)
                        .field("askedAt", AssetStatus.Toml::askedAt)
                        .field("readAt", AssetStatus.Toml::readAt)
                        .field("dueAt", AssetStatus.Toml::dueAt)
                        .field("faults", AssetStatus.Toml::faults)
                        .wiring(),
                Fields.of("TomlException", AssetStatus.Fault.class)
                        .field("tomlURL", AssetStatus.Fault::tomlUrl)
                        .field("line", found -> found.fault().line())
                        .field("kind", found -> found.fault().kind())
                        .field("about", found -> found.fault().about())
                        .wiring());
    }

    /** Returns why the asset is not valid; empty when it is. */
    static String reason(AssetStatus status) {
        if (status.valid()) {
            return "";
        }
        if (!status.listed()) {
            return "it is not listed: that takes a balance and 10 authorized accounts, or 100 of them when its issuer"
                    + " links to no stellar.toml at https://";
        }
        if (status.tomlUrl().isEmpty()) {
            return "its issuer links to no stellar.toml: set the account's home_domain";
        }
        return status.toml().map(AssetStatuses::reason).orElse("its stellar.toml was not asked for yet");
    }

    private static String reason(AssetStatus.Toml toml) {
        return toml.isFetched()
                ? "its stellar.toml was read, and counts from the next scan of all assets on"
                : "its stellar.toml could not be read (" + toml.outcome() + "): " + toml.reason();
    }
}
