package org.stellarticker.sandbox.horizon;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.journal.AssetDirectory;
import org.stellarticker.sandbox.journal.Pool;

/**
 * What a pool holds. Trades do not tell it, so that it is made up: a thousand times what the last trade moved, which
 * gives the pool that trade's price.
 *
 * @param reserves the native asset first, then by code and issuer
 * @param totalShares stroops
 */
record Reserves(List<Reserve> reserves, long totalShares) {

    /** @param amount stroops */
    record Reserve(Asset asset, long amount) {}

    private static final long TIMES = 1000;

    private static final Comparator<Reserve> ORDER = Comparator.comparing(Reserve::asset);

    static Reserves of(Pool pool, AssetDirectory assets) {
        // Within 64 bits, as amounts are.
        long times = Math.min(TIMES, Long.MAX_VALUE / Math.max(pool.baseAmount(), pool.counterAmount()));
        var base = new Reserve(assets.get(pool.base()), pool.baseAmount() * times);
        var counter = new Reserve(assets.get(pool.counter()), pool.counterAmount() * times);
        long shares = BigInteger.valueOf(base.amount())
                .multiply(BigInteger.valueOf(counter.amount()))
                .sqrt()
                .longValueExact();
        return new Reserves(List.of(base, counter).stream().sorted(ORDER).toList(), shares);
    }
}
