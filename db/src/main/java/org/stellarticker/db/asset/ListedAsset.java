package org.stellarticker.db.asset;

import java.math.BigDecimal;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.asset.AssetHoldings;

/**
 * An asset as Horizon's {@code /assets} lists it.
 *
 * @param contractId id of its Stellar Asset Contract; empty when Horizon names none
 * @param tomlUrl link to the issuer's stellar.toml, empty when there is none
 * @param valid whether its markets are to appear
 */
public record ListedAsset(
        Asset asset, AssetHoldings holdings, AssetFlags flags, String contractId, String tomlUrl, boolean valid) {

    /** Returns the number of authorized accounts that hold it. */
    public long numAccounts() {
        return holdings.authorized().count();
    }

    /** Returns the amount that authorized accounts hold, in units. */
    public BigDecimal amount() {
        return holdings.authorized().amount();
    }

    public boolean authRequired() {
        return flags.authRequired();
    }

    public boolean authRevocable() {
        return flags.authRevocable();
    }
}
