package org.stellarticker.marketdata.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.Issuer;
import org.stellarticker.db.asset.AssetStatus;
import org.stellarticker.db.asset.ValidAsset;
import org.stellarticker.marketdata.MarketSummary;
import org.stellarticker.marketdata.legacy.LegacyWindow;

/** The values of one instant; a snapshot holds the parts that were asked for, and no others. */
public final class Snapshot {

    private final Map<Integer, LegacyWindow> windows;
    private final Map<Integer, List<MarketSummary>> markets;
    private final Optional<List<ValidAsset>> assets;
    private final Optional<List<Issuer>> issuers;
    private final Map<Asset, Optional<AssetStatus>> statuses;
    private final Map<Class<?>, Object> views = new ConcurrentHashMap<>();

    Snapshot(
            Map<Integer, LegacyWindow> windows,
            Map<Integer, List<MarketSummary>> markets,
            Optional<List<ValidAsset>> assets,
            Optional<List<Issuer>> issuers,
            Map<Asset, Optional<AssetStatus>> statuses) {
        this.windows = Map.copyOf(windows);
        this.markets = Map.copyOf(markets);
        this.assets = assets;
        this.issuers = issuers;
        this.statuses = Map.copyOf(statuses);
    }

    public LegacyWindow window(int hours) {
        return asked(windows.get(hours), "window of " + hours + " hours");
    }

    /** Returns all markets that traded in the last hours, as they are stored; {@link MarketSummary#quotedBy} turns each. */
    public List<MarketSummary> markets(int hours) {
        return asked(markets.get(hours), "markets of " + hours + " hours");
    }

    /** Returns all valid assets, by code and issuer. */
    public List<ValidAsset> assets() {
        return asked(assets.orElse(null), "assets");
    }

    /** Returns an asset's status; empty for an unknown asset. */
    public Optional<AssetStatus> assetStatus(Asset asset) {
        return asked(statuses.get(asset), "status of " + asset);
    }

    /** Returns all issuers of valid assets, by public key. */
    public List<Issuer> issuers() {
        return asked(issuers.orElse(null), "issuers");
    }

    /** Returns what a face makes of this snapshot; it is made once and lives as long as the snapshot. */
    public <V> V view(Class<V> type, Function<Snapshot, V> making) {
        return type.cast(views.computeIfAbsent(type, _ -> making.apply(this)));
    }

    private static <T> T asked(@Nullable T part, String name) {
        if (part == null) {
            throw new IllegalStateException("snapshot: expected one read with " + name + ", found one without");
        }
        return part;
    }
}
