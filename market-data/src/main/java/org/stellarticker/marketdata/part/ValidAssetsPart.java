package org.stellarticker.marketdata.part;

import java.util.List;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.ValidAsset;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/** All valid assets, by code and issuer. */
public record ValidAssetsPart() implements SnapshotPart<List<ValidAsset>> {

    private static final AssetStore ASSET_STORE = new AssetStore();

    @Override
    public List<ValidAsset> read(SnapshotRead in) {
        return ASSET_STORE.listValid(in.tx());
    }

    @Override
    public int rows() {
        return LIST_ROWS;
    }
}
