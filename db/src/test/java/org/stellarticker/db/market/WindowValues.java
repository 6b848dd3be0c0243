package org.stellarticker.db.market;

import static java.util.stream.Collectors.groupingBy;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Columns;

/**
 * The values of candles and windows, recomputed from raw trades in the plainest way.
 *
 * @param baseVolume in stroops
 */
public record WindowValues(
        BigInteger baseVolume,
        BigInteger counterVolume,
        long tradeCount,
        long buyCount,
        Price open,
        Price high,
        Price low,
        Price close,
        TradeId first,
        TradeId last,
        Instant firstTradeTime,
        Instant lastTradeTime) {

    // Of equal prices written differently the database keeps the one of the greater n as high, of the lesser as low.
    private static final Comparator<Price> BY_PRICE =
            Comparator.<Price>naturalOrder().thenComparingLong(Price::n);

    /** Returns the values of trades of one market, in any order. */
    public static WindowValues of(Collection<Trade> trades) {
        List<Trade> ordered = trades.stream()
                .map(Trade::normalised)
                .sorted(Comparator.comparing(Trade::id))
                .toList();
        Trade first = ordered.getFirst();
        Trade last = ordered.getLast();
        return new WindowValues(
                sum(ordered, trade -> trade.base().amount().stroops()),
                sum(ordered, trade -> trade.counter().amount().stroops()),
                ordered.size(),
                ordered.stream().filter(Trade::baseIsSeller).count(),
                first.price(),
                ordered.stream().map(Trade::price).max(BY_PRICE).orElseThrow(),
                ordered.stream().map(Trade::price).min(BY_PRICE).orElseThrow(),
                last.price(),
                first.id(),
                last.id(),
                first.ledgerCloseTime(),
                last.ledgerCloseTime());
    }

    /** Returns the values of each group of trades that share a key. */
    public static Map<String, WindowValues> by(Function<Trade, String> key, Collection<Trade> trades) {
        var values = new TreeMap<String, WindowValues>();
        trades.stream()
                .map(Trade::normalised)
                .collect(groupingBy(key))
                .forEach((group, members) -> values.put(group, of(members)));
        return values;
    }

    private static BigInteger sum(List<Trade> trades, Function<Trade, Long> amount) {
        return trades.stream().map(amount).map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Reads a row of a candle table or of the statement that computes windows. */
    public static WindowValues read(ResultSet columns) throws SQLException {
        return new WindowValues(
                columns.getBigDecimal("base_volume").toBigIntegerExact(),
                columns.getBigDecimal("counter_volume").toBigIntegerExact(),
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

    private static Price price(ResultSet columns, String name) throws SQLException {
        return new Price(columns.getLong(name + "_n"), columns.getLong(name + "_d"));
    }
}
