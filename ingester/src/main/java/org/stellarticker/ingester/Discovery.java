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
 * Wakes the work that looks at assets, markets and pools for the first time, as soon as some become known: by a trade, a
 * list, a toml that makes an asset valid, or the first window of a market.
 */
final class Discovery implements Follower {

    /** How long a signal that was lost is waited for. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Database database;
    private final Notifications changes;
    private final Progress progress;
    private final List<Runnable> wakes;
    private final DiscoveryStore discoveries = new DiscoveryStore();
    private Known before = new Known(0, 0, 0);

    /** @param changes of assets and of windows */
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

    /** Wakes all work when something became known since the last look. */
    void look() {
        Known now = database.snapshot(discoveries::known);
        if (!now.equals(before)) {
            wakes.forEach(Runnable::run);
            before = now;
        }
        progress.running("");
    }
}
