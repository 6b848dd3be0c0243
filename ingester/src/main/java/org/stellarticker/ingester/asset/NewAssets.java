package org.stellarticker.ingester.asset;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.discovery.DiscoveryStore;
import org.stellarticker.db.discovery.KnownAsset;
import org.stellarticker.ingester.horizon.Horizon;

/**
 * Fetches assets that became known by a trade and that no scan has found yet, so that they are listed without delay;
 * {@link AssetRound} lists all assets at an interval.
 */
public final class NewAssets implements Task {

    private final Horizon horizon;
    private final Database database;
    private final AssetRound round;
    private final Progress progress;
    private final DiscoveryStore discoveries = new DiscoveryStore();
    private @Nullable ListingRule rule;
    private int newest;
    private int fetched;

    public NewAssets(Horizon horizon, Database database, AssetRound round, Progress progress) {
        this.horizon = horizon;
        this.database = database;
        this.round = round;
        this.progress = progress;
        // The scan at the start covers all assets that were known before.
        this.newest = database.snapshot(discoveries::known).newestAsset();
    }

    @Override
    public void run() throws InterruptedException {
        List<KnownAsset> known = database.snapshot(tx -> discoveries.listAssetsAfter(tx, newest));
        for (KnownAsset one : known) {
            if (!round.hasSeen(one.asset())) {
                round.fetch(horizon, one.asset(), rule());
                fetched++;
            }
            newest = one.id();
            report();
        }
        report();
    }

    private ListingRule rule() throws InterruptedException {
        ListingRule known = rule;
        if (known == null) {
            known = ListingRule.of(horizon.network().passphrase());
            rule = known;
        }
        return known;
    }

    private void report() {
        progress.running(String.format(Locale.ROOT, "%,d fetched", fetched));
    }
}
