package org.stellarticker.sandbox.journal;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** When each market was last traded. One writes, many read. */
public final class LastTrades {

    private final Map<Long, Integer> ledgers = new ConcurrentHashMap<>();

    /** The ledger of the newest trade between two assets, given by their numbers; empty when there was none. */
    public OptionalInt find(int asset, int other) {
        Integer ledger = ledgers.get(market(asset, other));
        return ledger == null ? OptionalInt.empty() : OptionalInt.of(ledger);
    }

    void take(StoredTrade trade, int sequence) {
        ledgers.put(market(trade.asset(Side.BASE), trade.asset(Side.COUNTER)), sequence);
    }

    private static long market(int asset, int other) {
        return (long) Math.min(asset, other) << 32 | Math.max(asset, other);
    }
}
