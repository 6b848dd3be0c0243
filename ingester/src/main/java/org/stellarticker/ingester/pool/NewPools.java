package org.stellarticker.ingester.pool;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.discovery.DiscoveryStore;
import org.stellarticker.db.discovery.KnownAsset;
import org.stellarticker.db.pool.LiquidityPoolStore;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.PoolPage;

/**
 * Stores pools as soon as their assets are known, and fetches the pools of markets that began to trade since the program started.
 * {@link PoolScan} lists all pools and keeps them fresh.
 */
public final class NewPools implements Task {

    /** The pause before a market without a pool is tried again. */
    private static final Duration RETRY_WITHOUT_POOL = Duration.ofHours(1);

    private static final int BATCH_SIZE = 20;

    private final Horizon horizon;
    private final Database database;
    private final PendingPools pending;
    private final Progress progress;
    private final Clock clock;
    private final Instant startedAt;
    private final DiscoveryStore discoveries = new DiscoveryStore();
    private final LiquidityPoolStore pools = new LiquidityPoolStore();
    private final Map<TradePair, Instant> fetchedAt = new HashMap<>();
    private int newest;
    private int stored;

    public NewPools(Horizon horizon, Database database, PendingPools pending, Progress progress, Clock clock) {
        this.horizon = horizon;
        this.database = database;
        this.pending = pending;
        this.progress = progress;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.newest = database.snapshot(discoveries::known).newestAsset();
    }

    @Override
    public void run() throws InterruptedException {
        List<KnownAsset> known = database.snapshot(tx -> discoveries.listAssetsAfter(tx, newest));
        if (!known.isEmpty()) {
            stored +=
                    pending.saveWithAssets(known.stream().map(KnownAsset::asset).collect(toSet()));
            newest = known.getLast().id();
        }
        report();
        for (List<TradePair> due = due(); !due.isEmpty(); due = due()) {
            for (TradePair pair : due) {
                fetch(pair);
                report();
            }
        }
    }

    private void report() {
        progress.running(String.format(Locale.ROOT, "%,d found", stored));
    }

    private void fetch(TradePair pair) throws InterruptedException {
        PoolPage page = horizon.poolsOf(pair);
        Instant at = clock.instant();
        fetchedAt.put(pair, at);
        List<LiquidityPool> found =
                page.pools().stream().map(pool -> pool.at(at)).toList();
        stored += found.isEmpty() ? 0 : pending.save(found);
    }

    private List<TradePair> due() {
        Instant now = clock.instant();
        fetchedAt.values().removeIf(time -> time.isBefore(now.minus(RETRY_WITHOUT_POOL)));
        return database.snapshot(tx -> pools.listBegunSince(tx, startedAt, BATCH_SIZE + fetchedAt.size())).stream()
                .filter(pair -> !fetchedAt.containsKey(pair))
                .limit(BATCH_SIZE)
                .toList();
    }
}
