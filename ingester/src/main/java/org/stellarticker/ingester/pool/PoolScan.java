package org.stellarticker.ingester.pool;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.pool.LiquidityPoolStore;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.Result;
import org.stellarticker.ingester.horizon.read.PoolListing;
import org.stellarticker.ingester.horizon.read.PoolPage;
import org.stellarticker.ingester.horizon.read.ScanCursors;

/** Fetches the liquidity pools of the active markets in each run, and all pools at a longer interval. */
public final class PoolScan implements Task {

    private static final Logger log = LoggerFactory.getLogger(PoolScan.class);

    /** The pause before a market without a pool is tried again. */
    private static final Duration RETRY_WITHOUT_POOL = Duration.ofHours(1);

    /** A pool that so many scans in a row did not find no longer exists: its last owner has withdrawn. */
    private static final int MAX_SCANS_MISSED = 3;

    private final Horizon horizon;
    private final PendingPools pending;
    private final Database database;
    private final LiquidityPoolStore pools = new LiquidityPoolStore();
    private final int most;
    private final Duration all;
    private final Progress progress;
    private final Clock clock;
    private final Map<TradePair, Instant> withoutPool = new HashMap<>();
    private Optional<Instant> scanned = Optional.empty();

    /**
     * Bounds the requests of the scan.
     *
     * @param most the number of active markets whose pools are fetched in each run
     * @param all the interval at which all pools are fetched
     */
    public record Bounds(int most, Duration all) {}

    /** @param pending keeps the pools whose assets are not known yet */
    public PoolScan(
            Horizon horizon, PendingPools pending, Database database, Bounds bounds, Progress progress, Clock clock) {
        this.horizon = horizon;
        this.pending = pending;
        this.database = database;
        this.most = bounds.most();
        this.all = bounds.all();
        this.progress = progress;
        this.clock = clock;
    }

    @Override
    public void run() throws InterruptedException {
        int read = readActive();
        Instant at = clock.instant();
        if (scanned.isEmpty() || !scanned.get().plus(all).isAfter(at)) {
            read = readAll();
            scanned = Optional.of(at);
        }
        progress.running(String.format(Locale.ROOT, "%,d", read));
    }

    private int readActive() throws InterruptedException {
        Instant at = clock.instant();
        withoutPool.values().removeIf(previous -> previous.isBefore(at.minus(RETRY_WITHOUT_POOL)));
        int candidates = (int) Math.min(Integer.MAX_VALUE, (long) most + withoutPool.size());
        List<TradePair> due = database.snapshot(tx -> pools.listDue(tx, at, candidates)).stream()
                .filter(pair -> !withoutPool.containsKey(pair))
                .limit(most)
                .toList();
        int read = 0;
        for (TradePair pair : due) {
            if (horizon.pools().tryFind(pair) instanceof Result.Success<PoolPage>(var page)) {
                Instant readAt = clock.instant();
                if (page.pools().isEmpty() && page.rejected().isEmpty()) {
                    withoutPool.put(pair, readAt);
                    database.commit(tx -> pools.remove(tx, pair));
                } else {
                    read += save(page, readAt);
                }
            }
            progress.running(String.format(Locale.ROOT, "%,d of active markets", read));
        }
        return read;
    }

    private int readAll() throws InterruptedException {
        int received = 0;
        int known = 0;
        var cursors = new ScanCursors();
        Optional<String> next = Optional.empty();
        pending.clear();
        do {
            PoolPage page = horizon.pools().awaitPage(next);
            received += page.pools().size() + page.rejected().size();
            known += save(page, clock.instant());
            next = page.next();
            progress.running(String.format(Locale.ROOT, "%,d", known));
        } while (cursors.follow(next));
        // A list that ends too early must not remove pools, so only those missed by several scans go.
        int removed = database.transaction(
                tx -> pools.removeOlderThan(tx, clock.instant().minus(all.multipliedBy(MAX_SCANS_MISSED))));
        log.atInfo()
                .addKeyValue("received", received)
                .addKeyValue("of_known_assets", known)
                .addKeyValue("removed", removed)
                .log("liquidity pools fetched");
        return known;
    }

    private int save(PoolPage page, Instant at) {
        List<LiquidityPool> read =
                page.pools().stream().map((PoolListing pool) -> pool.at(at)).toList();
        return read.isEmpty() ? 0 : pending.save(read);
    }
}
