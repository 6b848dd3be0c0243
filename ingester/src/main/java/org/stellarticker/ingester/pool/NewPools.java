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
 * Stores pools as soon as their assets are known, and asks for the pools of markets that have begun to trade since the
 * program started; {@link PoolScan} lists all pools and keeps them fresh.
 */
public final class NewPools implements Task {

    /** How long a market without a pool is not asked for one again. */
    private static final Duration IN_VAIN = Duration.ofHours(1);

    private static final int SOME = 20;

    private final Horizon horizon;
    private final Database database;
    private final UnplacedPools unplaced;
    private final Progress progress;
    private final Clock clock;
    private final Instant begun;
    private final DiscoveryStore discoveries = new DiscoveryStore();
    private final LiquidityPoolStore pools = new LiquidityPoolStore();
    private final Map<TradePair, Instant> asked = new HashMap<>();
    private int newest;
    private int placed;

    public NewPools(Horizon horizon, Database database, UnplacedPools unplaced, Progress progress, Clock clock) {
        this.horizon = horizon;
        this.database = database;
        this.unplaced = unplaced;
        this.progress = progress;
        this.clock = clock;
        this.begun = clock.instant();
        this.newest = database.snapshot(discoveries::known).newestAsset();
    }

    @Override
    public void run() throws InterruptedException {
        List<KnownAsset> known = database.snapshot(tx -> discoveries.listAssetsAfter(tx, newest));
        if (!known.isEmpty()) {
            placed += unplaced.position(known.stream().map(KnownAsset::asset).collect(toSet()));
            newest = known.getLast().id();
        }
        report();
        for (List<TradePair> due = due(); !due.isEmpty(); due = due()) {
            for (TradePair pair : due) {
                ask(pair);
                report();
            }
        }
    }

    private void report() {
        progress.running(String.format(Locale.ROOT, "%,d found", placed));
    }

    private void ask(TradePair pair) throws InterruptedException {
        PoolPage page = horizon.poolsOf(pair);
        Instant at = clock.instant();
        asked.put(pair, at);
        List<LiquidityPool> found =
                page.pools().stream().map(pool -> pool.at(at)).toList();
        placed += found.isEmpty() ? 0 : unplaced.save(found);
    }

    private List<TradePair> due() {
        Instant now = clock.instant();
        asked.values().removeIf(time -> time.isBefore(now.minus(IN_VAIN)));
        return database.snapshot(tx -> pools.listBegunSince(tx, begun, SOME + asked.size())).stream()
                .filter(pair -> !asked.containsKey(pair))
                .limit(SOME)
                .toList();
    }
}
