package org.stellarticker.marketdata.part;

import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.db.asset.AssetProfile;
import org.stellarticker.db.asset.AssetProfileStore;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/** What is known of an asset; empty when it was neither listed nor traded yet. */
public record AssetProfilePart(Asset asset) implements SnapshotPart<Optional<AssetProfile>> {

    private static final AssetProfileStore PROFILES = new AssetProfileStore();

    @Override
    public Optional<AssetProfile> read(SnapshotRead in) {
        return PROFILES.find(in.tx(), asset);
    }
}
