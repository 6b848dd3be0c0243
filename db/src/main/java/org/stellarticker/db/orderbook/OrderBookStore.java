package org.stellarticker.db.orderbook;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.asset.AssetRow;
import org.stellarticker.db.trade.PairIds;

/** Keeps the last order book of each market: its sums and its levels. */
public final class OrderBookStore {

    private static final String SAVE = Sql.of(OrderBookStore.class, "save");
    private static final String LIST_DUE = Sql.of(OrderBookStore.class, "list-due");
    private static final String SAVE_LEVELS = Sql.of(OrderBookStore.class, "save-levels");
    private static final String FIND = Sql.of(OrderBookStore.class, "find");
    private static final String LIST = Sql.of(OrderBookStore.class, "list");
    private static final String LIST_BEST = Sql.of(OrderBookStore.class, "list-best");

    private final PairIds pairIds = new PairIds();

    /**
     * Saves a book's sums; they replace the market's last ones.
     *
     * @throws IllegalArgumentException if its pair is not normalised; its sums cannot be inverted
     */
    @WrittenBy(Program.INGESTER)
    public void save(Transaction tx, OrderBookSummary book) {
        TradePair pair = book.pair();
        if (!pair.isNormalised()) {
            throw new IllegalArgumentException("order book: expected a normalised pair, found " + pair);
        }
        Integer id = Objects.requireNonNull(pairIds.of(tx, List.of(pair)).get(pair));
        tx.update(
                SAVE,
                id,
                book.bidCount(),
                book.bidVolume(),
                book.bestBid().map(Price::n),
                book.bestBid().map(Price::d),
                book.askCount(),
                book.askVolume(),
                book.bestAsk().map(Price::n),
                book.bestAsk().map(Price::d),
                book.asOf());
    }

    /**
     * Saves a book's sums and levels; they replace the market's last ones.
     *
     * @return the pair's id if the levels changed
     * @throws IllegalArgumentException if its pair is not normalised
     */
    @WrittenBy(Program.INGESTER)
    public OptionalInt save(Transaction tx, OrderBook book) {
        save(tx, book.summary());
        Integer id = Objects.requireNonNull(pairIds.of(tx, List.of(book.pair())).get(book.pair()));
        int changed = tx.update(
                SAVE_LEVELS,
                id,
                each(book.bids(), level -> level.price().n()),
                each(book.bids(), level -> level.price().d()),
                stroops(book.bids()),
                each(book.asks(), level -> level.price().n()),
                each(book.asks(), level -> level.price().d()),
                stroops(book.asks()));
        return changed == 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    private static BigDecimal[] stroops(List<Level> levels) {
        return levels.stream()
                .map(level -> level.amount().movePointRight(Amount.SCALE))
                .toArray(BigDecimal[]::new);
    }

    private static long[] each(List<Level> levels, ToLongFunction<Level> column) {
        return levels.stream().mapToLong(column).toArray();
    }

    /**
     * Finds the last book of a pair with its levels; empty when it was never fetched.
     *
     * @param pair normalised
     */
    public Optional<OrderBook> find(Transaction tx, TradePair pair) {
        return tx.find(
                FIND,
                OrderBookStore::book,
                pair.base().code(),
                pair.base().issuer(),
                pair.counter().code(),
                pair.counter().issuer());
    }

    private static OrderBook book(ResultSet columns) throws SQLException {
        return new OrderBook(
                pair(columns), levels(columns, "bid"), levels(columns, "ask"), Columns.instant(columns, "as_of"));
    }

    private static List<Level> levels(ResultSet columns, String side) throws SQLException {
        Long[] n = (Long[]) columns.getArray(side + "_n").getArray();
        Long[] d = (Long[]) columns.getArray(side + "_d").getArray();
        BigDecimal[] amounts = (BigDecimal[]) columns.getArray(side + "_amount").getArray();
        var levels = new ArrayList<Level>();
        for (int i = 0; i < n.length; i++) {
            levels.add(new Level(new Price(n[i], d[i]), amounts[i].movePointLeft(Amount.SCALE)));
        }
        return levels;
    }

    /** Lists all books with the best level of each side alone, in the order of their pairs' assets. */
    public List<OrderBook> listBest(Transaction tx) {
        return tx.list(LIST_BEST, OrderBookStore::book);
    }

    /** Lists the sums of all books, in the order of their pairs' assets. */
    public List<OrderBookSummary> list(Transaction tx) {
        return tx.list(LIST, OrderBookStore::read);
    }

    /**
     * Lists markets of two valid assets that traded in the last 7 days, the most active first.
     *
     * @param at now; of more than {@code most} markets, those whose book is old for how much they trade are listed
     */
    public List<TradePair> listDue(Transaction tx, Instant at, int most) {
        return tx.list(LIST_DUE, OrderBookStore::pair, at, most);
    }

    /** Lists such markets whose book was never fetched, the most active first. */
    public List<TradePair> listNeverRead(Transaction tx, int most) {
        return tx.list("""
                select base.code as base_code, base.issuer as base_issuer,
                    counter.code as counter_code, counter.issuer as counter_issuer
                from market_window
                join trade_pair using (trade_pair_id)
                join asset base on base.asset_id = base_asset_id
                join asset counter on counter.asset_id = counter_asset_id
                where window_hours = 168 and base.is_valid and counter.is_valid
                    and not exists (select from order_book where order_book.trade_pair_id = market_window.trade_pair_id)
                order by trade_count desc, trade_pair_id
                limit ?
                """, OrderBookStore::pair, most);
    }

    private static TradePair pair(ResultSet columns) throws SQLException {
        return new TradePair(
                AssetRow.asset(columns, "base_code", "base_issuer"),
                AssetRow.asset(columns, "counter_code", "counter_issuer"));
    }

    private static OrderBookSummary read(ResultSet columns) throws SQLException {
        return new OrderBookSummary(
                pair(columns),
                columns.getInt("bid_count"),
                columns.getBigDecimal("bid_volume"),
                best(columns, "best_bid"),
                columns.getInt("ask_count"),
                columns.getBigDecimal("ask_volume"),
                best(columns, "best_ask"),
                Columns.instant(columns, "as_of"));
    }

    private static Optional<Price> best(ResultSet columns, String side) throws SQLException {
        long n = columns.getLong(side + "_n");
        return columns.wasNull() ? Optional.empty() : Optional.of(new Price(n, columns.getLong(side + "_d")));
    }
}
