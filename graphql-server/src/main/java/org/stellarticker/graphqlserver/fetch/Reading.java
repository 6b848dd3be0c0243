package org.stellarticker.graphqlserver.fetch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.Issuer;
import org.stellarticker.db.asset.ValidAsset;

/** What was read in one snapshot; it holds what was wanted, and nothing else. */
public final class Reading {

    private final Map<Integer, TradedWindow> windows;
    private final Optional<List<ValidAsset>> assets;
    private final Optional<List<Issuer>> issuers;

    Reading(Map<Integer, TradedWindow> windows, Optional<List<ValidAsset>> assets, Optional<List<Issuer>> issuers) {
        this.windows = Map.copyOf(windows);
        this.assets = assets;
        this.issuers = issuers;
    }

    public TradedWindow window(int hours) {
        return Optional.ofNullable(windows.get(hours)).orElseThrow();
    }

    /** All valid assets, by code and issuer. */
    public List<ValidAsset> assets() {
        return assets.orElseThrow();
    }

    /** All issuers of valid assets, by public key. */
    public List<Issuer> issuers() {
        return issuers.orElseThrow();
    }
}
