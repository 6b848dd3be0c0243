package org.stellarticker.sandbox.market;

import java.util.Set;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.network.AssetState;

/**
 * An asset of the catalog.
 *
 * @param number its position in the catalog; of two assets the lower one is a trade's base
 * @param domain label of its issuer's home domain; empty when it has none
 * @param factor name of the factor that its worth follows
 * @param ratio units of the factor
 * @param unrest how far its worth moves in a day beside the factor
 * @param balance stroops that accounts hold
 * @param anchor the code of the asset that backs it, as its issuer publishes; empty when there is none
 */
record MarketAsset(
        int number,
        Asset asset,
        String domain,
        String factor,
        double ratio,
        double unrest,
        long accounts,
        long balance,
        Set<AssetState.Flag> flags,
        String anchor,
        String anchorType) {

    String homeDomain() {
        return domain.isEmpty() ? "" : domain + Domain.SUFFIX;
    }

    AssetState state() {
        return new AssetState(asset, homeDomain(), accounts, balance, flags);
    }
}
