package org.stellarticker.ingester.asset;

import java.util.Locale;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.Database;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/** Lists the assets of the network and decides which are valid: first Horizon's list of assets, then the tomls that it links to. */
public final class AssetRound implements Task {

    private final Horizon atFirst;
    private final Horizon horizon;
    private final Database database;
    private final AssetStore assets;
    private final Progress progress;
    private final AssetScan scan;
    private final TomlRound tomls;
    private volatile boolean firstListEnded;
    private final IngesterMetrics metrics;
    private volatile int listed;

    /**
     * @param atFirst Horizon with a higher priority, used until the first asset is valid, because no market is shown before
     * @param work its progress shows the number of assets
     */
    public AssetRound(
            Horizon atFirst,
            Horizon horizon,
            TomlRound tomls,
            Database database,
            WorkContext work,
            IngesterMetrics metrics) {
        this.atFirst = atFirst;
        this.horizon = horizon;
        this.tomls = tomls;
        this.database = database;
        this.assets = new AssetStore();
        this.progress = work.progress();
        this.scan = new AssetScan(database, assets, progress, work.clock());
        this.metrics = metrics;
    }

    @Override
    public void run() throws InterruptedException {
        Horizon source = database.snapshot(assets::countValid) == 0 ? atFirst : horizon;
        var rule = ListingRule.of(source.ledgers().awaitNetwork().passphrase());
        if (rule == ListingRule.BY_TOML) {
            tomls.enable();
        }
        try {
            listed = scan.read(source, rule);
            metrics.assetsListed(listed);
        } finally {
            firstListEnded = true;
        }
        if (rule == ListingRule.BY_TOML) {
            tomls.read();
        }
        int valid = database.snapshot(assets::countValid);
        metrics.assetsValid(valid);
        progress.running(String.format(Locale.ROOT, "%,d listed, %,d valid", listed, valid));
    }

    /** Returns whether Horizon has listed an asset, or was asked for it. */
    boolean hasSeen(Asset asset) {
        return scan.hasSeen(asset);
    }

    /** Returns whether the first list of all assets since the start has ended, well or not. */
    boolean hasListed() {
        return firstListEnded;
    }

    /** Fetches a new asset and makes its toml due; returns whether Horizon answered. */
    boolean fetch(Horizon source, Asset asset, ListingRule rule) throws InterruptedException {
        boolean answered = scan.fetch(source, asset, rule);
        if (rule == ListingRule.BY_TOML) {
            tomls.enable();
        }
        return answered;
    }
}
