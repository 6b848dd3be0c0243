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
 * Pools that Horizon told of before both their assets were known: kept as they were told, and stored once the assets are
 * known, so that nobody asks for them again. Safe for use by many threads.
 */
public final class UnplacedPools {

    /** Several times as many as there are; at some 500 bytes each. */
    private static final int MOST = 50_000;

    private final Database database;
    private final LiquidityPoolStore pools = new LiquidityPoolStore();
    private final Map<String, LiquidityPool> kept = new LinkedHashMap<>();

    public UnplacedPools(Database database) {
        this.database = database;
    }

    /**
     * Stores those of the pools whose assets are known, and keeps the others for later.
     *
     * @return how many were stored
     */
    synchronized int save(Collection<LiquidityPool> found) {
        int stored = 0;
        var byTime = found.stream().collect(groupingBy(LiquidityPool::asOf, TreeMap::new, toList()));
        for (var sameTime : byTime.entrySet()) {
            List<LiquidityPool> some = sameTime.getValue();
            stored += database.transaction(tx -> pools.save(tx, some, sameTime.getKey()));
        }
        Set<String> absent = Set.copyOf(database.snapshot(
                tx -> pools.listAbsent(tx, found.stream().map(LiquidityPool::id).toList())));
        for (LiquidityPool pool : found) {
            if (!absent.contains(pool.id())) {
                kept.remove(pool.id());
            } else if (kept.size() < MOST || kept.containsKey(pool.id())) {
                kept.put(pool.id(), pool);
            }
        }
        return stored;
    }

    /**
     * Stores those whose assets have become known.
     *
     * @param known assets that were not known before
     * @return how many were stored
     */
    synchronized int position(Set<Asset> known) {
        List<LiquidityPool> some = kept.values().stream()
                .filter(pool -> known.contains(pool.pair().base())
                        || known.contains(pool.pair().counter()))
                .toList();
        return some.isEmpty() ? 0 : save(some);
    }

    /** A new list of all pools begins: what it does not tell of is no more. */
    synchronized void clear() {
        kept.clear();
    }
}
