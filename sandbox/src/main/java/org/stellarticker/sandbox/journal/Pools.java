package org.stellarticker.sandbox.journal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Holds the pools that ever traded. One thread writes, many read. */
public final class Pools {

    /** The fee of nearly every pool of the network. */
    private static final int USUAL_FEE = 30;

    private final Map<PoolId, Pool> pools = new ConcurrentHashMap<>();

    public Optional<Pool> find(PoolId id) {
        return Optional.ofNullable(pools.get(id));
    }

    /** Returns the pools in the order of their ids. */
    public List<Pool> list() {
        Collection<Pool> all = pools.values();
        return all.stream()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
    }

    void take(StoredTrade trade) {
        // A trade with 0 on one side shows no price.
        if (!trade.isPoolTrade() || trade.amount(Side.BASE) == 0 || trade.amount(Side.COUNTER) == 0) {
            return;
        }
        PoolId id = trade.poolId(trade.isPool(Side.BASE) ? Side.BASE : Side.COUNTER);
        Pool before = pools.get(id);
        pools.put(
                id,
                new Pool(
                        id,
                        trade.asset(Side.BASE),
                        trade.amount(Side.BASE),
                        trade.asset(Side.COUNTER),
                        trade.amount(Side.COUNTER),
                        trade.poolFee() == TradeCode.NONE ? USUAL_FEE : trade.poolFee(),
                        flow(before, trade, Side.BASE),
                        flow(before, trade, Side.COUNTER),
                        (int) (trade.toid() >>> 32),
                        trade.closedAt()));
    }

    /** A side's amount is what that side gave, so the pool lost its own side's amount and got the other's. */
    private static long flow(@Nullable Pool before, StoredTrade trade, Side side) {
        long amount = trade.amount(side);
        return (before == null ? 0 : before.flow(trade.asset(side))) + (trade.isPool(side) ? -amount : amount);
    }
}
