package org.stellarticker.db.market;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetRow;
import org.stellarticker.db.candle.ExDustColumns;

/** Computes windows with both sets of prices: of all trades, and of those that are no dust. */
public final class PricedWindowStore {

    private static final String LIST = listing(MarketStore.windowOfAll(ExDustColumns.parts()));
    private static final String LIST_SOME = listing(MarketStore.windowOfSome(ExDustColumns.parts()));
    private static final String LIST_VENUES = Sql.of(PricedWindowStore.class, "list-venues", ExDustColumns.parts());

    private static String listing(String window) {
        return Sql.of(
                MarketStore.class,
                "list-windows",
                Map.of("windows", "(select 0 as window_hours, calculated.* from (" + window + ") as calculated)"));
    }

    /**
     * Computes what all markets traded in a time range, in the order of their pairs' assets; without those that did not
     * trade.
     *
     * @param from inclusive, whole microseconds
     * @param to exclusive, whole microseconds; empty for no end
     */
    public List<PricedWindow> list(Transaction tx, Instant from, Optional<Instant> to) {
        return compute(tx, from, to, null);
    }

    /**
     * Computes what some markets traded in a time range, as {@link #list(Transaction, Instant, Optional)} does.
     *
     * @param pairs normalised
     */
    public List<PricedWindow> list(Transaction tx, Instant from, Optional<Instant> to, Collection<TradePair> pairs) {
        List<Integer> ids = tx.listReplanned(
                """
                select trade_pair_id
                from trade_pair
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                where (base.code, base.issuer, counter.code, counter.issuer) in (
                    select * from unnest(?::text[], ?::text[], ?::text[], ?::text[]))
                """,
                columns -> columns.getInt("trade_pair_id"),
                texts(pairs, pair -> pair.base().code()),
                texts(pairs, pair -> pair.base().issuer()),
                texts(pairs, pair -> pair.counter().code()),
                texts(pairs, pair -> pair.counter().issuer()));
        return compute(tx, from, to, ids.stream().mapToInt(Integer::intValue).toArray());
    }

    private static List<PricedWindow> compute(
            Transaction tx, Instant from, Optional<Instant> to, int @Nullable [] pairIds) {
        return tx.listReplanned(pairIds == null ? LIST : LIST_SOME, PricedWindowStore::read, from, end(to), pairIds);
    }

    private static OffsetDateTime end(Optional<Instant> to) {
        return to.map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(OffsetDateTime.MAX);
    }

    /**
     * Sums what each venue of some markets traded in a time range whose raw trades are kept.
     *
     * @param from inclusive, whole microseconds
     * @param to exclusive, whole microseconds; empty for no end
     * @param pairs normalised
     */
    public List<VenueWindow> listVenues(
            Transaction tx, Instant from, Optional<Instant> to, Collection<TradePair> pairs) {
        return tx.listReplanned(
                LIST_VENUES,
                columns -> new VenueWindow(Columns.findText(columns, "liquidity_pool_id"), read(columns)),
                from,
                end(to),
                texts(pairs, pair -> pair.base().code()),
                texts(pairs, pair -> pair.base().issuer()),
                texts(pairs, pair -> pair.counter().code()),
                texts(pairs, pair -> pair.counter().issuer()));
    }

    private static String[] texts(Collection<TradePair> pairs, Function<TradePair, String> text) {
        return pairs.stream().map(text).toArray(String[]::new);
    }

    private static PricedWindow read(ResultSet columns) throws SQLException {
        return new PricedWindow(
                new TradePair(
                        AssetRow.asset(columns, "base_code", "base_issuer"),
                        AssetRow.asset(columns, "counter_code", "counter_issuer")),
                columns.getBoolean("both_valid"),
                MarketStore.stats(columns),
                ExDustColumns.prices(columns));
    }
}
