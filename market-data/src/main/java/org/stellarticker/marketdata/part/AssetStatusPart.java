package org.stellarticker.marketdata.part;

import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.db.asset.AssetStatus;
import org.stellarticker.db.asset.AssetStatusStore;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/** The reason why an asset is valid or is not; empty for an unknown asset. */
public record AssetStatusPart(Asset asset) implements SnapshotPart<Optional<AssetStatus>> {

    private static final AssetStatusStore ASSET_STATUS_STORE = new AssetStatusStore();

    @Override
    public Optional<AssetStatus> read(SnapshotRead in) {
        return ASSET_STATUS_STORE.find(in.tx(), asset);
    }
}
