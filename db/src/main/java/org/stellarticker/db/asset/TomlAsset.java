package org.stellarticker.db.asset;

import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.Currency;
import org.stellarticker.core.asset.Issuer;

/**
 * The description of an asset in its issuer's stellar.toml.
 *
 * @param controlledByDomain whether that toml is the issuer's own
 * @param currency {@link Currency#UNKNOWN} when the toml does not name the asset by its code
 * @param issuer with the link to that toml
 * @param entry the whole entry; empty when the toml does not name the asset
 */
public record TomlAsset(
        Asset asset, boolean controlledByDomain, Currency currency, Issuer issuer, Optional<Entry> entry) {

    /** The form in which a toml names an asset. */
    public enum NamedBy {
        CODE,
        /** {@code code_template}, with a question mark for any one character. */
        TEMPLATE,
        /** A link to a file of the currency's own. */
        LINK
    }

    /** @param json the SEP-1 fields of the currency */
    public record Entry(NamedBy namedBy, String json) {}
}
