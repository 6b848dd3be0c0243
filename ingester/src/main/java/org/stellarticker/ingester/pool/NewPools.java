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
import org.stellarticker.db.discovery.AssetArrivals;
import org.stellarticker.db.discovery.KnownAsset;
import org.stellarticker.db.pool.LiquidityPoolStore;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.Result;
import org.stellarticker.ingester.horizon.read.PoolPage;

/**
 * Stores pools as soon as their assets are known, and fetches the pools of markets that began to trade since the program started.
 * {@link PoolScan} lists all pools and keeps them fresh.
 */
public final class NewPools implements Task {

    /** The pause before a market without a pool is tried again. */
    private static final Duration RETRY_WITHOUT_POOL = Duration.ofHours(1);

    /** The pause before a market without an answer is tried again. */
    private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

    /** The number of markets in a row without an answer after which the others wait. */
    private static final int MAX_FAILURES = 3;

    /** The pause after several markets in a row got no answer. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final int BATCH_SIZE = 20;

    private final Horizon horizon;
    private final Database database;
    private final PendingPools pending;
    private final Progress progress;
    private final Clock clock;
    private final Instant startedAt;
    private final AssetArrivals arrivals;
    private final LiquidityPoolStore pools = new LiquidityPoolStore();
    private final Map<TradePair, Instant> retryAt = new HashMap<>();
    private Instant pausedUntil = Instant.MIN;
    private int stored;

    public NewPools(Horizon horizon, Database database, PendingPools pending, Progress progress, Clock clock) {
        this.horizon = horizon;
        this.database = database;
        this.pending = pending;
        this.progress = progress;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.arrivals = new AssetArrivals(database);
    }

    @Override
    public void run() throws InterruptedException {
        List<KnownAsset> known = arrivals.list();
        if (!known.isEmpty()) {
            stored +=
                    pending.saveWithAssets(known.stream().map(KnownAsset::asset).collect(toSet()));
            known.forEach(arrivals::complete);
        }
        report();
        int failures = 0;
        for (List<TradePair> due = due(); !due.isEmpty() && failures < MAX_FAILURES; due = due()) {
            for (TradePair pair : due) {
                failures = failures == MAX_FAILURES ? failures : answered(pair) ? 0 : failures + 1;
                report();
            }
        }
        if (failures == MAX_FAILURES) {
            pausedUntil = clock.instant().plus(PAUSE);
            progress.retrying("Horizon returns no liquidity pools");
        }
    }

    private void report() {
        progress.running(String.format(Locale.ROOT, "%,d found", stored));
    }

    /** Fetches the pools of a market, and returns whether Horizon answered. */
    private boolean answered(TradePair pair) throws InterruptedException {
        Result<PoolPage> result = horizon.pools().tryFind(pair);
        Instant at = clock.instant();
        retryAt.put(pair, at.plus(result.isAnswered() ? RETRY_WITHOUT_POOL : RETRY_AFTER));
        List<LiquidityPool> found = result.find().stream()
                .flatMap(page -> page.pools().stream())
                .map(pool -> pool.at(at))
                .toList();
        stored += found.isEmpty() ? 0 : pending.save(found);
        return result.isAnswered();
    }

    private List<TradePair> due() {
        Instant now = clock.instant();
        if (now.isBefore(pausedUntil)) {
            return List.of();
        }
        retryAt.values().removeIf(time -> time.isBefore(now));
        return database.snapshot(tx -> pools.listBegunSince(tx, startedAt, BATCH_SIZE + retryAt.size())).stream()
                .filter(pair -> !retryAt.containsKey(pair))
                .limit(BATCH_SIZE)
                .toList();
    }
}
