package org.stellarticker.db.trade;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Finds the ids of pairs; inserts unknown pairs with their assets. */
public final class PairIds {

    /** Pairs to keep in memory, about 200 bytes each; some thousands trade on the network. */
    private static final int REMEMBERED = 20_000;

    /** Another one after a standby was promoted, which may lack the last commits, and gives their ids to other pairs. */
    private static final String TIMELINE = """
            select substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) as timeline
            """;

    /** The ids that were read on one timeline of the database. */
    private record Known(String timeline, Map<TradePair, Integer> ids) {}

    private volatile Known known = new Known("", new ConcurrentHashMap<>());

    /** Returns the ids of all these pairs, which are normalised. */
    @WrittenBy(Program.INGESTER)
    public Map<TradePair, Integer> of(Transaction tx, Collection<TradePair> pairs) {
        Known remembered = known(tx);
        var ids = new HashMap<TradePair, Integer>();
        // In one order everywhere, so that two transactions never deadlock.
        List<TradePair> missing = pairs.stream()
                .filter(pair -> {
                    Integer id = remembered.ids().get(pair);
                    if (id != null) {
                        ids.put(pair, id);
                    }
                    return id == null;
                })
                .distinct()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
        if (!missing.isEmpty()) {
            insertAssets(tx, missing);
            insertPairs(tx, missing);
            Map<TradePair, Integer> found = select(tx, missing);
            ids.putAll(found);
            // A rollback would remove them.
            tx.afterCommit(() -> remember(remembered.ids(), found));
        }
        return ids;
    }

    private Known known(Transaction tx) {
        String timeline = tx.get(TIMELINE, columns -> columns.getString("timeline"));
        Known last = known;
        if (!last.timeline().equals(timeline)) {
            last = new Known(timeline, new ConcurrentHashMap<>());
            known = last;
        }
        return last;
    }

    private static void remember(Map<TradePair, Integer> known, Map<TradePair, Integer> found) {
        if (known.size() + found.size() > REMEMBERED) {
            known.clear();
        }
        known.putAll(found);
    }

    private static void insertAssets(Transaction tx, List<TradePair> pairs) {
        List<Asset> assets = pairs.stream()
                .flatMap(pair -> Stream.of(pair.base(), pair.counter()))
                .distinct()
                .sorted()
                .toList();
        tx.update(
                """
                insert into asset (type, code, issuer)
                select type, code, issuer
                from unnest(?::text[], ?::text[], ?::text[]) as met (type, code, issuer)
                where not exists (select from asset where (asset.code, asset.issuer) = (met.code, met.issuer))
                -- A join does not keep the arrays' order.
                order by (code || ':' || issuer) collate "C"
                on conflict do nothing
                """,
                assets.stream().map(Asset::type).toArray(String[]::new),
                assets.stream().map(Asset::code).toArray(String[]::new),
                assets.stream().map(Asset::issuer).toArray(String[]::new));
    }

    private static void insertPairs(Transaction tx, List<TradePair> pairs) {
        tx.update("""
                insert into trade_pair (base_asset_id, counter_asset_id)
                select base.asset_id, counter.asset_id
                from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as met (bc, bi, cc, ci)
                join asset base on (base.code, base.issuer) = (bc, bi)
                join asset counter on (counter.code, counter.issuer) = (cc, ci)
                where not exists (select from trade_pair
                    where (base_asset_id, counter_asset_id) = (base.asset_id, counter.asset_id))
                order by base.code, base.issuer, counter.code, counter.issuer
                on conflict do nothing
                """, columnsOf(pairs));
    }

    private static Map<TradePair, Integer> select(Transaction tx, List<TradePair> pairs) {
        var ids = new HashMap<TradePair, Integer>();
        tx.list("""
                select position::int, trade_pair_id
                from unnest(?::text[], ?::text[], ?::text[], ?::text[]) with ordinality as met (bc, bi, cc, ci, position)
                join asset base on (base.code, base.issuer) = (bc, bi)
                join asset counter on (counter.code, counter.issuer) = (cc, ci)
                join trade_pair on (base_asset_id, counter_asset_id) = (base.asset_id, counter.asset_id)
                """, columns -> ids.put(pairs.get(columns.getInt(1) - 1), columns.getInt(2)), columnsOf(pairs));
        return ids;
    }

    private static Object[] columnsOf(List<TradePair> pairs) {
        return new Object[] {
            pairs.stream().map(pair -> pair.base().code()).toArray(String[]::new),
            pairs.stream().map(pair -> pair.base().issuer()).toArray(String[]::new),
            pairs.stream().map(pair -> pair.counter().code()).toArray(String[]::new),
            pairs.stream().map(pair -> pair.counter().issuer()).toArray(String[]::new)
        };
    }
}
