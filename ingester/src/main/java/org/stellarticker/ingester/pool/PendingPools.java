package org.stellarticker.ingester.pool;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.Database;
import org.stellarticker.db.pool.LiquidityPoolStore;

/**
 * Keeps pools that Horizon listed before both their assets were known, and stores them once the assets are known, so that they need
 * not be fetched again. Safe for use by many threads.
 */
public final class PendingPools {

    /** Several times the number of existing pools; a pool takes about 500 bytes. */
    private static final int MAX_KEPT = 50_000;

    private final Database database;
    private final LiquidityPoolStore pools = new LiquidityPoolStore();
    private final Map<String, LiquidityPool> kept = new LinkedHashMap<>();

    public PendingPools(Database database) {
        this.database = database;
    }

    /**
     * Stores the pools whose assets are known, and keeps the others for later.
     *
     * @return how many were stored
     */
    synchronized int save(Collection<LiquidityPool> fetched) {
        int stored = 0;
        var byTime = fetched.stream().collect(groupingBy(LiquidityPool::asOf, TreeMap::new, toList()));
        for (var sameTime : byTime.entrySet()) {
            List<LiquidityPool> batch = sameTime.getValue();
            stored += database.transaction(tx -> pools.save(tx, batch, sameTime.getKey()));
        }
        Set<String> absent = Set.copyOf(database.snapshot(tx ->
                pools.listAbsent(tx, fetched.stream().map(LiquidityPool::id).toList())));
        for (LiquidityPool pool : fetched) {
            if (!absent.contains(pool.id())) {
                kept.remove(pool.id());
            } else if (kept.size() < MAX_KEPT || kept.containsKey(pool.id())) {
                kept.put(pool.id(), pool);
            }
        }
        return stored;
    }

    /**
     * Stores the kept pools of assets that have become known.
     *
     * @param known assets that were not known before
     * @return how many were stored
     */
    synchronized int saveWithAssets(Set<Asset> known) {
        List<LiquidityPool> batch = kept.values().stream()
                .filter(pool -> known.contains(pool.pair().base())
                        || known.contains(pool.pair().counter()))
                .toList();
        return batch.isEmpty() ? 0 : save(batch);
    }

    /** Forgets all kept pools, because a new list of all pools begins. */
    synchronized void clear() {
        kept.clear();
    }
}
