package org.stellarticker.db.asset;

import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.Currency;
import org.stellarticker.core.asset.Issuer;

/**
 * What the stellar.toml that an issuer links to tells of an asset.
 *
 * @param controlledByDomain whether that toml is the issuer's own
 * @param currency {@link Currency#UNKNOWN} when the toml does not name the asset by its code
 * @param issuer with the link to that toml
 * @param entry all that it tells; empty when it does not name the asset at all
 */
public record TomlAsset(
        Asset asset, boolean controlledByDomain, Currency currency, Issuer issuer, Optional<Entry> entry) {

    /** How a toml names an asset. */
    public enum NamedBy {
        CODE,
        /** {@code code_template}, with a question mark for any one character. */
        TEMPLATE,
        /** The currency's own toml, which this one links to. */
        LINK
    }

    /** @param json SEP-1's words of a currency */
    public record Entry(NamedBy namedBy, String json) {}
}
