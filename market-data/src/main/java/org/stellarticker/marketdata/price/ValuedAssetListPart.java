package org.stellarticker.marketdata.price;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.db.asset.AssetProfile;
import org.stellarticker.db.asset.AssetProfileStore;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * A page of all valid assets, by code and issuer.
 *
 * @param dollars assets that count as one US dollar each, the preferred one first
 * @param after the asset after which the page begins; empty for the first
 * @param limit the largest number of assets, above 0
 */
public record ValuedAssetListPart(List<Asset> dollars, Optional<Asset> after, int limit)
        implements SnapshotPart<ValuedAssetListPart.Page> {

    private static final AssetProfileStore PROFILES = new AssetProfileStore();

    public ValuedAssetListPart {
        dollars = List.copyOf(dollars);
    }

    /** Some assets; {@code next} is the last one, and empty when none follows. */
    public record Page(List<ValuedAsset> assets, Optional<Asset> next) {}

    @Override
    public Page read(SnapshotRead in) {
        List<AssetProfile> found = PROFILES.listValid(in.tx(), after, limit + 1);
        PriceTable prices = in.get(new PriceTablePart(dollars));
        List<ValuedAsset> assets = found.stream()
                .limit(limit)
                .map(profile -> new ValuedAsset(profile, prices.price(profile.asset(), new Quote.Dollars())))
                .toList();
        return new Page(
                assets,
                found.size() > limit ? Optional.of(assets.getLast().profile().asset()) : Optional.empty());
    }

    @Override
    public int rows() {
        return limit;
    }
}
