package org.stellarticker.db.market;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.asset.AssetRow;
import org.stellarticker.db.candle.CandleColumns;

/** Keeps the windows of 24 hours and 7 days of every market that traded in them, all as of one instant. */
public final class MarketStore {

    /** The signal that a snapshot changed a window. */
    public static final String UPDATED = "windows_updated";

    /** Computes any window; parameters are its start, its end and the ids of pairs. */
    static final String WINDOW = Sql.of(MarketStore.class, "window", CandleColumns.parts());

    private static final String SAVE_WINDOWS = saving();
    private static final String LIST_WINDOWS = listing("market_window");
    private static final String LIST_STORED = listing("(select * from market_window where window_hours = ?)");
    private static final String FIND_STORED =
            listing("(select * from market_window where window_hours = ? and trade_pair_id = ?)");
    private static final String LIST_CALCULATED =
            listing("(select ?::int as window_hours, calculated.* from (" + WINDOW + ") as calculated)");

    private static String saving() {
        var parts = new HashMap<>(CandleColumns.parts());
        parts.put("window", WINDOW);
        return Sql.of(MarketStore.class, "save-windows", parts);
    }

    private static String listing(String windows) {
        return Sql.of(MarketStore.class, "list-windows", Map.of("windows", windows));
    }

    /** Returns the instant of the stored windows; empty before the first snapshot. */
    public Optional<MarketSnapshot> findSnapshot(Transaction tx) {
        return tx.find(
                "select as_of, changed_at from market_snapshot",
                columns ->
                        new MarketSnapshot(Columns.instant(columns, "as_of"), Columns.instant(columns, "changed_at")));
    }

    /** Lists all windows in the order of their pairs' assets. */
    public List<MarketWindow> listWindows(Transaction tx) {
        return tx.list(LIST_WINDOWS, MarketStore::read);
    }

    /** Lists the windows of one length in the order of their pairs' assets. */
    public List<MarketWindow> listWindows(Transaction tx, StoredWindow window) {
        return tx.list(LIST_STORED, MarketStore::read, window.hours());
    }

    /**
     * Computes windows of any length, of all markets, in the order of their pairs' assets. A trade counts when it is later
     * than {@code at} minus the hours.
     *
     * @param hours above 0
     * @param at whole microseconds
     */
    public List<MarketWindow> calculateWindows(Transaction tx, int hours, Instant at) {
        return tx.listReplanned(
                LIST_CALCULATED,
                MarketStore::read,
                hours,
                begin(Duration.ofHours(hours), at),
                OffsetDateTime.MAX,
                null);
    }

    /** Finds a market by its normalised pair; empty when it is unknown. */
    public Optional<KnownMarket> find(Transaction tx, TradePair pair) {
        return tx.find(
                """
                select trade_pair_id, base.is_valid and counter.is_valid as both_valid
                from trade_pair
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                where (base.code, base.issuer, counter.code, counter.issuer) = (?, ?, ?, ?)
                """,
                columns -> new KnownMarket(columns.getInt("trade_pair_id"), pair, columns.getBoolean("both_valid")),
                pair.base().code(),
                pair.base().issuer(),
                pair.counter().code(),
                pair.counter().issuer());
    }

    /** Finds one market's stored window; empty without a trade in it. */
    public Optional<MarketWindow> findWindow(Transaction tx, KnownMarket market, StoredWindow window) {
        return tx.find(FIND_STORED, MarketStore::read, window.hours(), market.pairId());
    }

    /** Computes one market's window of any length, as {@link #calculateWindows} does; empty without a trade in it. */
    public Optional<MarketWindow> computeWindow(Transaction tx, KnownMarket market, int hours, Instant at) {
        return computed(tx, market, hours, begin(Duration.ofHours(hours), at), OffsetDateTime.MAX);
    }

    /**
     * Computes what one market traded in a time range; empty without a trade.
     *
     * @param from inclusive, whole microseconds
     * @param to exclusive, whole microseconds
     */
    public Optional<MarketStats> computeStats(Transaction tx, KnownMarket market, Instant from, Instant to) {
        return computed(tx, market, 0, from, to).map(MarketWindow::stats);
    }

    private static Optional<MarketWindow> computed(
            Transaction tx, KnownMarket market, int hours, Instant from, Object to) {
        return tx
                .listReplanned(LIST_CALCULATED, MarketStore::read, hours, from, to, new int[] {market.pairId()})
                .stream()
                .findFirst();
    }

    /**
     * Computes and saves the windows of some markets. They exclude their start and have no end: a trade counts when it is
     * later than {@code at} minus the window's length.
     *
     * @param at whole microseconds
     * @return how many windows changed or were deleted
     */
    @WrittenBy(Program.AGGREGATOR)
    public int saveWindows(Transaction tx, StoredWindow window, Instant at, int[] pairIds) {
        return save(tx, window, at, pairIds);
    }

    /** Computes and saves the windows of all markets, as {@link #saveWindows} does. */
    @WrittenBy(Program.AGGREGATOR)
    public int saveAllWindows(Transaction tx, StoredWindow window, Instant at) {
        return save(tx, window, at, null);
    }

    private static int save(Transaction tx, StoredWindow window, Instant at, int @Nullable [] pairIds) {
        return tx.listReplanned(
                        SAVE_WINDOWS,
                        count -> count.getInt(1),
                        begin(window.length(), at),
                        OffsetDateTime.MAX,
                        pairIds,
                        window.hours(),
                        pairIds)
                .getFirst();
    }

    /** Returns the first instant that counts; the database counts in microseconds. */
    private static Instant begin(Duration length, Instant at) {
        return at.minus(length).plus(1, ChronoUnit.MICROS);
    }

    /** Returns the ids of the pairs whose oldest trade has left the window at this instant. */
    public int[] listExpired(Transaction tx, StoredWindow window, Instant at) {
        return tx
                .list(
                        "select trade_pair_id from market_window where window_hours = ? and expires_at <= ?",
                        columns -> columns.getInt(1),
                        window.hours(),
                        at)
                .stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Saves that all windows are as of this instant.
     *
     * @param changes number of windows that changed since the last snapshot; any change signals {@link #UPDATED}
     */
    @WrittenBy(Program.AGGREGATOR)
    public void saveSnapshot(Transaction tx, Instant at, int changes) {
        tx.update("""
                insert into market_snapshot as stored (as_of, changed_at)
                values (?, ?)
                on conflict (only_row) do update
                set as_of = excluded.as_of,
                    changed_at = case when ? then excluded.changed_at else stored.changed_at end
                """, at, at, changes > 0);
        if (changes > 0) {
            tx.get("select pg_notify(?, '')", _ -> true, UPDATED);
        }
    }

    private static MarketWindow read(ResultSet columns) throws SQLException {
        return new MarketWindow(
                new TradePair(
                        AssetRow.asset(columns, "base_code", "base_issuer"),
                        AssetRow.asset(columns, "counter_code", "counter_issuer")),
                columns.getBoolean("both_valid"),
                Columns.text(columns, "base_anchor_code"),
                Columns.text(columns, "counter_anchor_code"),
                columns.getInt("window_hours"),
                stats(columns));
    }

    static MarketStats stats(ResultSet columns) throws SQLException {
        return new MarketStats(
                units(columns, "base_volume"),
                units(columns, "counter_volume"),
                columns.getLong("trade_count"),
                price(columns, "open"),
                price(columns, "high"),
                price(columns, "low"),
                price(columns, "close"),
                new TradeId(columns.getLong("first_toid"), columns.getInt("first_index")),
                new TradeId(columns.getLong("last_toid"), columns.getInt("last_index")),
                Columns.instant(columns, "first_trade_at"),
                Columns.instant(columns, "last_trade_at"));
    }

    private static BigDecimal units(ResultSet columns, String name) throws SQLException {
        return columns.getBigDecimal(name).movePointLeft(Amount.SCALE);
    }

    private static Price price(ResultSet columns, String name) throws SQLException {
        return new Price(columns.getLong(name + "_n"), columns.getLong(name + "_d"));
    }
}
