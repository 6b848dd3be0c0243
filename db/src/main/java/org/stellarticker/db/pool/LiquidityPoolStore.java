package org.stellarticker.db.pool;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.asset.AssetRow;

/** Keeps the liquidity pools of known assets, as Horizon last gave them. */
public final class LiquidityPoolStore {

    private static final String SAVE = Sql.of(LiquidityPoolStore.class, "save");
    private static final String LIST_DUE = Sql.of(LiquidityPoolStore.class, "list-due");
    private static final String LIST_PAGE = Sql.of(LiquidityPoolStore.class, "list-page");

    /**
     * Saves the pools whose assets are known.
     *
     * @param at when Horizon gave them
     * @return how many
     */
    @WrittenBy(Program.INGESTER)
    public int save(Transaction tx, List<LiquidityPool> pools, Instant at) {
        List<LiquidityPool> sorted =
                pools.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
        return tx.update(
                SAVE,
                texts(sorted, LiquidityPool::id),
                texts(sorted, pool -> pool.pair().base().code()),
                texts(sorted, pool -> pool.pair().base().issuer()),
                texts(sorted, pool -> pool.pair().counter().code()),
                texts(sorted, pool -> pool.pair().counter().issuer()),
                numbers(sorted, pool -> pool.baseReserve().stroops()),
                numbers(sorted, pool -> pool.counterReserve().stroops()),
                sorted.stream().mapToInt(LiquidityPool::feeBp).toArray(),
                numbers(sorted, pool -> pool.totalShares().stroops()),
                numbers(sorted, LiquidityPool::trustlines),
                at);
    }

    private static String[] texts(List<LiquidityPool> pools, Function<LiquidityPool, String> text) {
        return pools.stream().map(text).toArray(String[]::new);
    }

    private static long[] numbers(List<LiquidityPool> pools, ToLongFunction<LiquidityPool> number) {
        return pools.stream().mapToLong(number).toArray();
    }

    /**
     * Deletes the pools of a pair that has none any more.
     *
     * @return how many
     */
    @WrittenBy(Program.INGESTER)
    public int remove(Transaction tx, TradePair pair) {
        return tx.update(
                """
                delete from liquidity_pool
                using asset base, asset counter
                where base.asset_id = base_asset_id
                    and counter.asset_id = counter_asset_id
                    and (base.code, base.issuer, counter.code, counter.issuer) = (?, ?, ?, ?)
                """,
                pair.base().code(),
                pair.base().issuer(),
                pair.counter().code(),
                pair.counter().issuer());
    }

    /**
     * Deletes the pools that Horizon last gave before an instant.
     *
     * @return how many
     */
    @WrittenBy(Program.INGESTER)
    public int removeOlderThan(Transaction tx, Instant before) {
        return tx.update("delete from liquidity_pool where as_of < ?", before);
    }

    /** Lists all pools, by id. */
    public List<LiquidityPool> list(Transaction tx) {
        return tx.list("""
                select liquidity_pool.*, base.code as base_code, base.issuer as base_issuer,
                    counter.code as counter_code, counter.issuer as counter_issuer
                from liquidity_pool
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                order by pool_id
                """, LiquidityPoolStore::read);
    }

    /**
     * Lists the next pools by id that hold given assets.
     *
     * @param after the id after which the page starts; empty for the first page
     * @param one an asset that the pools hold; empty for any
     * @param other another asset that the pools hold; empty for any
     * @param most above 0
     */
    public List<LiquidityPool> list(
            Transaction tx, Optional<String> after, Optional<Asset> one, Optional<Asset> other, int most) {
        return tx.listReplanned(
                LIST_PAGE,
                LiquidityPoolStore::read,
                after.orElse(""),
                one.map(Asset::code),
                one.map(Asset::code),
                one.map(Asset::issuer),
                other.map(Asset::code),
                other.map(Asset::code),
                other.map(Asset::issuer),
                most);
    }

    public Optional<LiquidityPool> find(Transaction tx, String id) {
        return tx.find("""
                select liquidity_pool.*, base.code as base_code, base.issuer as base_issuer,
                    counter.code as counter_code, counter.issuer as counter_issuer
                from liquidity_pool
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                where pool_id = ?
                """, LiquidityPoolStore::read, id);
    }

    /**
     * Lists the pools of a pair: at most one as long as the network has one fee.
     *
     * @param pair normalised
     */
    public List<LiquidityPool> listOf(Transaction tx, TradePair pair) {
        return tx.list(
                """
                select liquidity_pool.*, base.code as base_code, base.issuer as base_issuer,
                    counter.code as counter_code, counter.issuer as counter_issuer
                from liquidity_pool
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                where (base.code, base.issuer, counter.code, counter.issuer) = (?, ?, ?, ?)
                order by pool_id
                """,
                LiquidityPoolStore::read,
                pair.base().code(),
                pair.base().issuer(),
                pair.counter().code(),
                pair.counter().issuer());
    }

    /**
     * Lists markets that traded in the last 7 days and may have a pool, first those whose pool is old for how much they trade.
     *
     * @param at now
     */
    public List<TradePair> listDue(Transaction tx, Instant at, int most) {
        return tx.list(LIST_DUE, LiquidityPoolStore::pair, at, most);
    }

    /** Lists the markets without a stored pool whose first known trade is not before an instant, the most active first. */
    public List<TradePair> listBegunSince(Transaction tx, Instant since, int most) {
        return tx.list("""
                select base.code as base_code, base.issuer as base_issuer,
                    counter.code as counter_code, counter.issuer as counter_issuer
                from market_window
                join trade_pair using (trade_pair_id)
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                left join liquidity_pool using (base_asset_id, counter_asset_id)
                where window_hours = 168 and first_trade_at >= ? and pool_id is null
                order by trade_count desc, trade_pair_id
                limit ?
                """, LiquidityPoolStore::pair, since, most);
    }

    /** Returns the ids of pools that are not stored. */
    public List<String> listAbsent(Transaction tx, List<String> ids) {
        return tx.list("""
                select id
                from unnest(?::text[]) as given (id)
                where not exists (select from liquidity_pool where pool_id = id)
                """, columns -> Columns.text(columns, "id"), (Object) ids.toArray(String[]::new));
    }

    private static TradePair pair(ResultSet columns) throws SQLException {
        return new TradePair(
                AssetRow.asset(columns, "base_code", "base_issuer"),
                AssetRow.asset(columns, "counter_code", "counter_issuer"));
    }

    private static LiquidityPool read(ResultSet columns) throws SQLException {
        return new LiquidityPool(
                Columns.text(columns, "pool_id"),
                pair(columns),
                new Amount(columns.getLong("base_reserve")),
                new Amount(columns.getLong("counter_reserve")),
                columns.getInt("fee_bp"),
                new Amount(columns.getLong("total_shares")),
                columns.getLong("trustlines"),
                Columns.instant(columns, "as_of"));
    }
}
