package org.stellarticker.sandbox.network;

import java.util.Set;
import org.stellarticker.core.asset.Asset;

/**
 * An issued asset, as {@code /assets} returns it.
 *
 * @param homeDomain of the issuer; empty when it has none
 * @param accounts the number of holders, all authorized
 * @param balance stroops that they hold
 */
public record AssetState(Asset asset, String homeDomain, long accounts, long balance, Set<Flag> flags) {

    public AssetState {
        flags = Set.copyOf(flags);
    }

    /** The issuer's flags, in Horizon's order. */
    public enum Flag {
        AUTH_REQUIRED,
        AUTH_REVOCABLE,
        AUTH_IMMUTABLE,
        AUTH_CLAWBACK_ENABLED
    }
}
