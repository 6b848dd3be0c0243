package org.stellarticker.marketdata;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetStatusStore;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.ValidAsset;

/** Gives assets: all that are valid, or any one with the reason why it is not. */
public final class Assets {

    private final AssetStore assets = new AssetStore();
    private final AssetStatusStore statuses = new AssetStatusStore();

    /** Lists all valid assets, the native one among them, by code and issuer. */
    public List<ValidAsset> listValid(Transaction tx) {
        return assets.listValid(tx);
    }

    /** Finds an asset; empty when it was neither listed nor traded yet. */
    public Optional<AssetDetails> find(Transaction tx, Asset asset) {
        return statuses.find(tx, asset).map(status -> new AssetDetails(status, assets.findValid(tx, asset)));
    }
}
