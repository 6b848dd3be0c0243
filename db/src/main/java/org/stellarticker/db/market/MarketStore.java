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
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.asset.AssetRow;
import org.stellarticker.db.candle.CandleColumns;

/**
 * Keeps the windows of 24 hours and 7 days of every market that traded in them, and what {@code markets.json} shows besides,
 * all as of one instant.
 */
public final class MarketStore {

    /** The signal that a snapshot changed a window. */
    public static final String UPDATED = "windows_updated";

    /** Computes any window of all markets; parameters are its start, its end, and nothing. */
    static final String WINDOW_OF_ALL = windowOfAll(CandleColumns.parts());

    /** Computes any window of some markets; parameters are its start, its end and the ids of pairs. */
    static final String WINDOW_OF_SOME = windowOfSome(CandleColumns.parts());

    private static final String SAVE_ALL_WINDOWS = saving(WINDOW_OF_ALL, "pairs is null");
    private static final String SAVE_WINDOWS = saving(WINDOW_OF_SOME, "market_window.trade_pair_id = any(pairs)");
    private static final String LIST_WINDOWS = listing("market_window");
    private static final String LIST_STORED = listing("(select * from market_window where window_hours = ?)");
    private static final String FIND_STORED =
            listing("(select * from market_window where window_hours = ? and trade_pair_id = ?)");
    private static final String LIST_CALCULATED = calculating(WINDOW_OF_ALL);
    private static final String FIND_CALCULATED = calculating(WINDOW_OF_SOME);
    private static final String SAVE_LABELS = Sql.of(MarketStore.class, "save-labels");
    private static final String SAVE_BOOKS = Sql.of(MarketStore.class, "save-books");
    private static final String SAVE_SNAPSHOT = Sql.of(MarketStore.class, "save-snapshot");
    private static final String LIST_CHANGED_WINDOWS = Sql.of(MarketStore.class, "list-changed-windows");
    private static final String LIST_CHANGED_BOOKS = Sql.of(MarketStore.class, "list-changed-books");

    /** Returns {@link #WINDOW_OF_ALL} with some columns of candles. */
    static String windowOfAll(Map<String, String> columns) {
        return window(
                columns,
                Map.of(
                        "market",
                        "candle",
                        "each_market",
                        ",",
                        "before",
                        "",
                        "within",
                        " as candle where",
                        "after",
                        "",
                        "only_if",
                        " and"));
    }

    /** Returns {@link #WINDOW_OF_SOME} with some columns of candles. */
    static String windowOfSome(Map<String, String> columns) {
        return window(
                columns,
                Map.of(
                        "market",
                        "market",
                        "each_market",
                        " cross join market cross join lateral",
                        "before",
                        "(select * from ",
                        "within",
                        " as finer where finer.trade_pair_id = market.trade_pair_id and",
                        // Nothing but a look-up for each market is possible then.
                        "after",
                        " offset 0) as candle",
                        "only_if",
                        " where"));
    }

    private static String window(Map<String, String> columns, Map<String, String> markets) {
        var parts = new HashMap<>(columns);
        parts.putAll(markets);
        return Sql.of(MarketStore.class, "window", parts);
    }

    private static String saving(String window, String ofPairs) {
        var parts = new HashMap<>(CandleColumns.parts());
        parts.put("window", window);
        parts.put("of_pairs", ofPairs);
        return Sql.of(MarketStore.class, "save-windows", parts);
    }

    private static String calculating(String window) {
        return listing("(select ?::int as window_hours, calculated.* from (" + window + ") as calculated)");
    }

    private static String listing(String windows) {
        return Sql.of(MarketStore.class, "list-windows", Map.of("windows", windows));
    }

    /** Returns the instant of the stored windows; empty before the first snapshot. */
    public Optional<MarketSnapshot> findSnapshot(Transaction tx) {
        return tx.find(
                "select * from market_snapshot",
                columns -> new MarketSnapshot(
                        Columns.instant(columns, "as_of"),
                        Columns.instant(columns, "changed_at"),
                        Columns.instant(columns, "version_at"),
                        columns.getLong("generation"),
                        columns.getLong("event_position")));
    }

    /** Finds the newest trade of the windows that a snapshot changed; empty when it changed none. */
    public Optional<TradeId> findNewestTrade(Transaction tx, Instant snapshot) {
        return tx.find(
                """
                select last_toid, last_index
                from market_window
                where changed_at = ?
                order by last_toid desc, last_index desc
                limit 1
                """, columns -> new TradeId(columns.getLong("last_toid"), columns.getInt("last_index")), snapshot);
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
     * than {@code at} minus the length.
     *
     * @param length above 0; the windows have its whole hours
     * @param at whole microseconds
     */
    public List<MarketWindow> calculateWindows(Transaction tx, Duration length, Instant at) {
        return tx.listReplanned(
                LIST_CALCULATED,
                MarketStore::read,
                Math.toIntExact(length.toHours()),
                begin(length, at),
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
        tx.preferIndexes();
        return tx.find(FIND_CALCULATED, MarketStore::read, hours, from, to, new int[] {market.pairId()});
    }

    /**
     * Computes and saves the windows of some markets. They exclude their start and have no end: a trade counts when it is
     * later than {@code at} minus the window's length.
     *
     * @param at whole microseconds
     */
    @WrittenBy(Program.AGGREGATOR)
    public SavedWindows saveWindows(Transaction tx, StoredWindow window, Instant at, int[] pairIds) {
        // Its plan never depends on the markets, and planning takes longer than the work.
        return tx.list(SAVE_WINDOWS, MarketStore::saved, parameters(window, at, pairIds))
                .getFirst();
    }

    /** Computes and saves the windows of all markets, as {@link #saveWindows} does. */
    @WrittenBy(Program.AGGREGATOR)
    public SavedWindows saveAllWindows(Transaction tx, StoredWindow window, Instant at) {
        return tx.listReplanned(SAVE_ALL_WINDOWS, MarketStore::saved, parameters(window, at, null))
                .getFirst();
    }

    private static @Nullable Object[] parameters(StoredWindow window, Instant at, int @Nullable [] pairIds) {
        return new @Nullable Object[] {
            begin(window.length(), at), OffsetDateTime.MAX, pairIds, window.hours(), pairIds, at
        };
    }

    private static SavedWindows saved(ResultSet columns) throws SQLException {
        return new SavedWindows(columns.getInt("changed"), columns.getBoolean("lost"));
    }

    /**
     * Saves with all windows which markets are of two valid assets, and the assets' labels.
     *
     * @return how many windows changed
     */
    @WrittenBy(Program.AGGREGATOR)
    public int saveLabels(Transaction tx, Instant at) {
        return tx.updateReplanned(SAVE_LABELS, at);
    }

    /**
     * Saves the sums of all order books as of the snapshot.
     *
     * @return how many changed
     */
    @WrittenBy(Program.AGGREGATOR)
    public int saveAllBooks(Transaction tx, Instant at) {
        return tx.updateReplanned(SAVE_BOOKS, at, null);
    }

    /** Saves the sums of some markets' order books, as {@link #saveAllBooks} does. */
    @WrittenBy(Program.AGGREGATOR)
    public int saveBooks(Transaction tx, Instant at, int[] pairIds) {
        return tx.updateReplanned(SAVE_BOOKS, at, pairIds);
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
     * Saves that all windows and books are as of this instant. A snapshot that changed something, or that comes 25 seconds after
     * the last such one, is a version to publish, and signals {@link #UPDATED}.
     *
     * @param saved what changed since the last snapshot
     * @param eventPosition the last event whose changes the snapshot shows
     */
    @WrittenBy(Program.AGGREGATOR)
    public void saveSnapshot(Transaction tx, Instant at, SavedWindows saved, long eventPosition) {
        boolean version = tx.get(
                SAVE_SNAPSHOT,
                columns -> columns.getBoolean("is_version"),
                at,
                saved.changed() > 0,
                saved.lost(),
                eventPosition);
        if (version) {
            tx.get("select pg_notify(?, '')", _ -> true, UPDATED);
        }
    }

    /**
     * Lists the windows that snapshots after an instant changed, as they are now. Those whose last trade has left them are
     * deleted, and not listed.
     */
    public List<ChangedWindow> listChangedWindows(Transaction tx, Instant after) {
        return tx.listReplanned(
                LIST_CHANGED_WINDOWS,
                columns -> {
                    MarketWindow window = read(columns);
                    return new ChangedWindow(
                            columns.getInt("trade_pair_id"),
                            window,
                            window.stats().lastTradeTime().plus(Duration.ofHours(window.windowHours())));
                },
                after);
    }

    /** Lists the order books that snapshots after an instant changed, as of the last snapshot. */
    public List<OrderBookSummary> listChangedBooks(Transaction tx, Instant after) {
        return tx.listReplanned(LIST_CHANGED_BOOKS, MarketStore::readBook, after);
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
                columns.getLong("buy_count"),
                price(columns, "open"),
                price(columns, "high"),
                price(columns, "low"),
                price(columns, "close"),
                new TradeId(columns.getLong("first_toid"), columns.getInt("first_index")),
                new TradeId(columns.getLong("last_toid"), columns.getInt("last_index")),
                Columns.instant(columns, "first_trade_at"),
                Columns.instant(columns, "last_trade_at"));
    }

    private static OrderBookSummary readBook(ResultSet columns) throws SQLException {
        return new OrderBookSummary(
                new TradePair(
                        AssetRow.asset(columns, "base_code", "base_issuer"),
                        AssetRow.asset(columns, "counter_code", "counter_issuer")),
                columns.getInt("bid_count"),
                columns.getBigDecimal("bid_volume"),
                best(columns, "best_bid"),
                columns.getInt("ask_count"),
                columns.getBigDecimal("ask_volume"),
                best(columns, "best_ask"),
                Columns.instant(columns, "changed_at"));
    }

    private static Optional<Price> best(ResultSet columns, String side) throws SQLException {
        long n = columns.getLong(side + "_n");
        return columns.wasNull() ? Optional.empty() : Optional.of(new Price(n, columns.getLong(side + "_d")));
    }

    private static BigDecimal units(ResultSet columns, String name) throws SQLException {
        return columns.getBigDecimal(name).movePointLeft(Amount.SCALE);
    }

    private static Price price(ResultSet columns, String name) throws SQLException {
        return new Price(columns.getLong(name + "_n"), columns.getLong(name + "_d"));
    }
}
