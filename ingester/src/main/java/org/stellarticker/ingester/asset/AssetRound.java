package org.stellarticker.ingester.asset;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.ingester.horizon.Horizon;

/** Finds out which assets there are, then which of them are valid: the list first, then the tomls that it links to. */
public final class AssetRound implements Task {

    private final Horizon atFirst;
    private final Horizon horizon;
    private final Database database;
    private final AssetStore assets;
    private final Progress listing;
    private final AssetScan scan;
    private final TomlRound tomls;
    private final AtomicInteger listed = new AtomicInteger();
    private final AtomicInteger valid = new AtomicInteger();

    /**
     * @param atFirst asked as long as no asset is listed, and so no market shown
     * @param listing told how many assets there are
     */
    public AssetRound(
            Horizon atFirst,
            Horizon horizon,
            TomlRound tomls,
            Database database,
            Progress listing,
            Clock clock,
            MeterRegistry metrics) {
        this.atFirst = atFirst;
        this.horizon = horizon;
        this.tomls = tomls;
        this.database = database;
        this.assets = new AssetStore();
        this.listing = listing;
        this.scan = new AssetScan(database, assets, listing, clock);
        Gauge.builder("ticker.assets.listed", listed, AtomicInteger::get)
                .description("assets that the last scan listed")
                .register(metrics);
        Gauge.builder("ticker.assets.valid", valid, AtomicInteger::get)
                .description("listed assets that are valid")
                .register(metrics);
    }

    @Override
    public void run() throws InterruptedException {
        Horizon asked = database.snapshot(assets::countValid) == 0 ? atFirst : horizon;
        var rule = ListingRule.of(asked.network().passphrase());
        if (rule == ListingRule.BY_TOML) {
            tomls.begin();
        }
        listed.set(scan.read(asked, rule));
        if (rule == ListingRule.BY_TOML) {
            tomls.read();
        }
        valid.set(database.snapshot(assets::countValid));
        listing.running(String.format(Locale.ROOT, "%,d listed, %,d valid", listed.get(), valid.get()));
    }

    /** Whether the list had it, or Horizon was asked for it. */
    boolean hasSeen(Asset asset) {
        return scan.hasSeen(asset);
    }

    /** Asks for an asset that became known, and has its toml read soon. */
    void look(Horizon asked, Asset asset, ListingRule rule) throws InterruptedException {
        scan.look(asked, asset, rule);
        if (rule == ListingRule.BY_TOML) {
            tomls.begin();
        }
    }
}
