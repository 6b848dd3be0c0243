package org.stellarticker.ingester.asset;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.ListedAsset;
import org.stellarticker.ingester.horizon.AssetPage;
import org.stellarticker.ingester.horizon.AssetPage.Listing;
import org.stellarticker.ingester.horizon.Horizon;

/** Reads the whole of {@code /assets}, page by page, into rows. Each asset that is listed there counts as valid. */
public final class AssetScan implements Task {

    private static final Logger log = LoggerFactory.getLogger(AssetScan.class);

    private final Horizon horizon;
    private final Database database;
    private final AssetStore assets;
    private final Progress progress;
    private final Clock clock;

    public AssetScan(Horizon horizon, Database database, AssetStore assets, Progress progress, Clock clock) {
        this.horizon = horizon;
        this.database = database;
        this.assets = assets;
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public void run() throws InterruptedException {
        int listed = 0;
        int unreadable = 0;
        Optional<String> next = Optional.empty();
        do {
            AssetPage page = horizon.assets(next);
            save(page);
            listed += page.listings().size();
            unreadable += page.unreadable();
            next = page.next();
            progress.running(String.format(Locale.ROOT, "%,d listed", listed));
        } while (next.isPresent());
        log.atInfo()
                .addKeyValue("listed", listed)
                .addKeyValue("unreadable", unreadable)
                .log("assets read");
    }

    private void save(AssetPage page) {
        if (!page.listings().isEmpty()) {
            List<ListedAsset> rows =
                    page.listings().stream().map(AssetScan::row).toList();
            database.commit(tx -> assets.saveListed(tx, rows, clock.instant()));
        }
    }

    private static ListedAsset row(Listing listing) {
        return new ListedAsset(
                listing.asset(),
                listing.accounts(),
                listing.balances(),
                listing.authRequired(),
                listing.authRevocable(),
                listing.tomlUrl(),
                /* valid= */ true);
    }
}
