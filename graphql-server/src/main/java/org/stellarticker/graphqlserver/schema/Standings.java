package org.stellarticker.graphqlserver.schema;

import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import org.stellarticker.db.asset.AssetStanding;

/** How an asset stands, and in words why it is not valid: for its issuer, who wants it to be. */
final class Standings {

    private Standings() {}

    static List<TypeRuntimeWiring.Builder> wiring() {
        return List.of(
                Fields.of("AssetStanding", AssetStanding.class)
                        .field("code", standing -> standing.asset().code())
                        .field("issuerAccount", standing -> standing.asset().issuer())
                        .field("isListed", AssetStanding::listed)
                        .field("isValid", AssetStanding::valid)
                        .field("reason", Standings::reason)
                        .field("tomlURL", AssetStanding::tomlUrl)
                        .field("toml", AssetStanding::toml)
                        .wiring(),
                Fields.of("StellarToml", AssetStanding.Toml.class)
                        .field("outcome", AssetStanding.Toml::outcome)
                        .field("reason", AssetStanding.Toml::reason)
                        .field("askedAt", AssetStanding.Toml::askedAt)
                        .field("readAt", AssetStanding.Toml::readAt)
                        .field("dueAt", AssetStanding.Toml::dueAt)
                        .field("faults", AssetStanding.Toml::faults)
                        .wiring(),
                Fields.of("TomlFault", AssetStanding.Fault.class)
                        .field("tomlURL", AssetStanding.Fault::tomlUrl)
                        .field("line", found -> found.fault().line())
                        .field("kind", found -> found.fault().kind())
                        .field("about", found -> found.fault().about())
                        .wiring());
    }

    /** Why it is not valid; empty when it is. */
    static String reason(AssetStanding standing) {
        if (standing.valid()) {
            return "";
        }
        if (!standing.listed()) {
            return "it is not listed: that takes a balance and 10 authorized accounts, or 100 of them when its issuer"
                    + " links to no stellar.toml at https://";
        }
        if (standing.tomlUrl().isEmpty()) {
            return "its issuer links to no stellar.toml: set the account's home_domain";
        }
        return standing.toml().map(Standings::reason).orElse("its stellar.toml was not asked for yet");
    }

    private static String reason(AssetStanding.Toml toml) {
        return toml.wasRead()
                ? "its stellar.toml was read, and counts from the next scan of all assets on"
                : "its stellar.toml could not be read (" + toml.outcome() + "): " + toml.reason();
    }
}
