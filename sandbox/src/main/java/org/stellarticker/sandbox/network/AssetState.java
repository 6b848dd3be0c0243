package org.stellarticker.sandbox.network;

import java.util.Set;
import org.stellarticker.core.asset.Asset;

/**
 * An issued asset as {@code /assets} tells of it.
 *
 * @param homeDomain of the issuer; empty when it names none
 * @param accounts how many hold it, all authorized
 * @param balance stroops that they hold
 */
public record AssetState(Asset asset, String homeDomain, long accounts, long balance, Set<Flag> flags) {

    public AssetState {
        flags = Set.copyOf(flags);
    }

    /** What the issuer reserves for itself, in the order in which Horizon tells it. */
    public enum Flag {
        AUTH_REQUIRED,
        AUTH_REVOCABLE,
        AUTH_IMMUTABLE,
        AUTH_CLAWBACK_ENABLED
    }
}
