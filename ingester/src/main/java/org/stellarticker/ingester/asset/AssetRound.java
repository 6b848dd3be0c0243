package org.stellarticker.ingester.asset;

import io.micrometer.core.instrument.Gauge;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.Database;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.ingester.horizon.Horizon;

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
    private final AtomicInteger listed = new AtomicInteger();
    private final AtomicInteger valid = new AtomicInteger();

    /**
     * @param atFirst Horizon with a higher priority, used until the first asset is valid, because no market is shown before
     * @param work its progress shows the number of assets
     */
    public AssetRound(Horizon atFirst, Horizon horizon, TomlRound tomls, Database database, WorkContext work) {
        this.atFirst = atFirst;
        this.horizon = horizon;
        this.tomls = tomls;
        this.database = database;
        this.assets = new AssetStore();
        this.progress = work.progress();
        this.scan = new AssetScan(database, assets, progress, work.clock());
        Gauge.builder("ticker.assets.listed", listed, AtomicInteger::get)
                .description("Assets that the last scan listed")
                .register(work.metrics());
        Gauge.builder("ticker.assets.valid", valid, AtomicInteger::get)
                .description("Listed assets that are valid")
                .register(work.metrics());
    }

    @Override
    public void run() throws InterruptedException {
        Horizon source = database.snapshot(assets::countValid) == 0 ? atFirst : horizon;
        var rule = ListingRule.of(source.ledgers().awaitNetwork().passphrase());
        if (rule == ListingRule.BY_TOML) {
            tomls.enable();
        }
        try {
            listed.set(scan.read(source, rule));
        } finally {
            firstListEnded = true;
        }
        if (rule == ListingRule.BY_TOML) {
            tomls.read();
        }
        valid.set(database.snapshot(assets::countValid));
        progress.running(String.format(Locale.ROOT, "%,d listed, %,d valid", listed.get(), valid.get()));
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
