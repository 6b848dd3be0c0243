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
 * Looks at assets that became known by a trade and that no list had yet, so that they are listed at once; {@link AssetRound}
 * lists them all again and again.
 */
public final class NewAssets implements Task {

    private final Horizon horizon;
    private final Database database;
    private final AssetRound round;
    private final Progress progress;
    private final DiscoveryStore discoveries = new DiscoveryStore();
    private @Nullable ListingRule rule;
    private int newest;
    private int looked;

    public NewAssets(Horizon horizon, Database database, AssetRound round, Progress progress) {
        this.horizon = horizon;
        this.database = database;
        this.round = round;
        this.progress = progress;
        // What was known before is in the list, which is read at each start.
        this.newest = database.snapshot(discoveries::known).newestAsset();
    }

    @Override
    public void run() throws InterruptedException {
        List<KnownAsset> known = database.snapshot(tx -> discoveries.listAssetsAfter(tx, newest));
        for (KnownAsset one : known) {
            if (!round.hasSeen(one.asset())) {
                round.look(horizon, one.asset(), rule());
                looked++;
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
        progress.running(String.format(Locale.ROOT, "%,d looked at", looked));
    }
}
