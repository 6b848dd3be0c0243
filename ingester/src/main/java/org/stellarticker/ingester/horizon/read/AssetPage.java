package org.stellarticker.ingester.horizon.read;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.ingester.horizon.json.RejectedRecord;

/**
 * A page of {@code /assets}.
 *
 * @param next the cursor of the next page; empty at the end
 * @param rejected records that were left out since they could not be read
 */
public record AssetPage(List<Listing> listings, Optional<String> next, List<RejectedRecord> rejected) {

    /**
     * An asset as Horizon lists it.
     *
     * @param contractId empty when Horizon sends none
     * @param tomlUrl empty when the issuer names no home domain
     */
    public record Listing(Asset asset, AssetHoldings holdings, AssetFlags flags, String contractId, String tomlUrl) {}
}
