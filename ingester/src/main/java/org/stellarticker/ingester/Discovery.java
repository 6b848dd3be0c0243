package org.stellarticker.ingester;

import java.time.Duration;
import java.util.List;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.Notifications;
import org.stellarticker.db.discovery.DiscoveryStore;
import org.stellarticker.db.discovery.Known;

/**
 * Wakes the work that reads new assets, markets and pools, as soon as one becomes known: by a trade, by a list, by a
 * stellar.toml that makes an asset valid, or by the first window of a market.
 */
final class Discovery implements Follower {

    /** How long to wait for a signal that may be lost. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Database database;
    private final Notifications changes;
    private final Progress progress;
    private final List<Runnable> wakes;
    private final DiscoveryStore discoveries = new DiscoveryStore();
    private Known before = new Known(0, 0, 0);

    /** @param changes the signals of assets and windows */
    Discovery(Database database, Notifications changes, Progress progress, List<Runnable> wakes) {
        this.database = database;
        this.changes = changes;
        this.progress = progress;
        this.wakes = wakes;
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        while (!stop.requested()) {
            try {
                look();
                var _ = changes.await(LOOK);
            } catch (DatabaseUnavailable away) {
                progress.retrying(String.valueOf(away.getMessage()));
                stop.await(LOOK);
            }
        }
    }

    /** Wakes all work if something became known since the last call. */
    void look() {
        Known now = database.snapshot(discoveries::known);
        if (!now.equals(before)) {
            wakes.forEach(Runnable::run);
            before = now;
        }
        progress.running("");
    }
}
