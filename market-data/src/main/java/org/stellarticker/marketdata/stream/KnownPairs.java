package org.stellarticker.marketdata.stream;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.MarketChangeStore;

/** Finds the markets of ids, and remembers them: an id never names another market. */
public final class KnownPairs {

    /** About 200 bytes each; some thousands trade on the network. */
    private static final int REMEMBERED = 20_000;

    private final MarketChangeStore markets = new MarketChangeStore();
    private final Map<Integer, TradePair> known = new ConcurrentHashMap<>();

    /** Maps ids of pairs to their markets; an unknown id is left out. */
    public Map<Integer, TradePair> of(Transaction tx, Collection<Integer> pairIds) {
        var pairs = new HashMap<Integer, TradePair>();
        for (Integer id : pairIds) {
            TradePair pair = known.get(id);
            if (pair != null) {
                pairs.put(id, pair);
            }
        }
        List<Integer> missing =
                pairIds.stream().filter(id -> !pairs.containsKey(id)).distinct().toList();
        if (!missing.isEmpty()) {
            markets.list(tx, missing).forEach(market -> pairs.put(market.pairId(), market.pair()));
            if (known.size() + missing.size() > REMEMBERED) {
                known.clear();
            }
            known.putAll(pairs);
        }
        return pairs;
    }
}
