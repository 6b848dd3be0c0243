package org.stellarticker.marketdata.part;

import java.util.List;
import org.stellarticker.core.asset.Issuer;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/** All issuers of valid assets, by public key. */
public record IssuersPart() implements SnapshotPart<List<Issuer>> {

    private static final AssetStore ASSET_STORE = new AssetStore();

    @Override
    public List<Issuer> read(SnapshotRead in) {
        return ASSET_STORE.listIssuersOfValid(in.tx());
    }

    @Override
    public int rows() {
        return LIST_ROWS;
    }
}
