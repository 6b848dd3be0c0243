package org.stellarticker.graphqlserver.fetch;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.Issuer;
import org.stellarticker.db.asset.AssetStanding;
import org.stellarticker.db.asset.ValidAsset;

/** What was read in one snapshot; it holds what was wanted, and nothing else. */
public final class Reading {

    private final Map<Integer, TradedWindow> windows;
    private final Optional<List<ValidAsset>> assets;
    private final Optional<List<Issuer>> issuers;
    private final Map<Asset, Optional<AssetStanding>> standings;

    Reading(
            Map<Integer, TradedWindow> windows,
            Optional<List<ValidAsset>> assets,
            Optional<List<Issuer>> issuers,
            Map<Asset, Optional<AssetStanding>> standings) {
        this.windows = Map.copyOf(windows);
        this.assets = assets;
        this.issuers = issuers;
        this.standings = Map.copyOf(standings);
    }

    public TradedWindow window(int hours) {
        return Optional.ofNullable(windows.get(hours)).orElseThrow();
    }

    /** All valid assets, by code and issuer. */
    public List<ValidAsset> assets() {
        return assets.orElseThrow();
    }

    /** Empty for an asset that nothing is known of. */
    public Optional<AssetStanding> standing(Asset asset) {
        return Objects.requireNonNull(standings.get(asset), "not wanted");
    }

    /** All issuers of valid assets, by public key. */
    public List<Issuer> issuers() {
        return issuers.orElseThrow();
    }
}
