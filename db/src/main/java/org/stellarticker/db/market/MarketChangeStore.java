package org.stellarticker.db.market;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetRow;

/** Lists markets by their ids, and those that changed. */
public final class MarketChangeStore {

    private static final String LIST = list("select unnest(?::integer[]) as trade_pair_id");
    private static final String LIST_CHANGED = list(Sql.of(MarketChangeStore.class, "changed-since"));

    private static String list(String markets) {
        return Sql.of(MarketChangeStore.class, "list-markets", Map.of("markets", markets));
    }

    /** Lists markets by their ids, in any order; an unknown id is left out. */
    public List<KnownMarket> list(Transaction tx, Collection<Integer> pairIds) {
        return tx.list(LIST, MarketChangeStore::read, (Object)
                pairIds.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Lists the markets of which the window of 24 hours, or the best offers, changed after a snapshot of the windows. */
    public List<KnownMarket> listChanged(Transaction tx, Instant snapshot) {
        return tx.list(LIST_CHANGED, MarketChangeStore::read, snapshot, snapshot, snapshot);
    }

    private static KnownMarket read(ResultSet columns) throws SQLException {
        return new KnownMarket(
                columns.getInt("trade_pair_id"),
                new TradePair(
                        AssetRow.asset(columns, "base_code", "base_issuer"),
                        AssetRow.asset(columns, "counter_code", "counter_issuer")),
                columns.getBoolean("both_valid"));
    }
}
