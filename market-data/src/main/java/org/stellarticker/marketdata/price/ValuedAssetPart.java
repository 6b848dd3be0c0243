package org.stellarticker.marketdata.price;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.marketdata.part.AssetProfilePart;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * One asset beside its price; empty when it was neither listed nor traded yet.
 *
 * @param dollars assets that count as one US dollar each, the preferred one first
 */
public record ValuedAssetPart(Asset asset, List<Asset> dollars) implements SnapshotPart<Optional<ValuedAsset>> {

    public ValuedAssetPart {
        dollars = List.copyOf(dollars);
    }

    @Override
    public Optional<ValuedAsset> read(SnapshotRead in) {
        return in.get(new AssetProfilePart(asset))
                .map(profile -> new ValuedAsset(
                        profile, in.get(new PriceTablePart(dollars)).price(asset, new Quote.Dollars())));
    }
}
