package org.stellarticker.db.candle;

import static java.util.stream.Collectors.groupingBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Columns;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.asset.AssetRow;
import org.stellarticker.db.trade.RandomTrades;

/**
 * A candle's prices without dust, recomputed from raw trades in the plainest way.
 *
 * @param prices open, high, low and close; empty when all trades are dust
 */
record ExDustValues(long dustCount, Optional<List<Price>> prices) {

    // Of equal prices written differently the database keeps the one of the greater n as high, of the lesser as low.
    private static final Comparator<Price> BY_PRICE =
            Comparator.<Price>naturalOrder().thenComparingLong(Price::n);

    static Map<String, ExDustValues> by(Function<Trade, String> key, Collection<Trade> trades) {
        var values = new TreeMap<String, ExDustValues>();
        trades.stream()
                .map(Trade::normalised)
                .collect(groupingBy(key))
                .forEach((candle, members) -> values.put(candle, of(members)));
        return values;
    }

    private static ExDustValues of(List<Trade> trades) {
        List<Price> prices = trades.stream()
                .filter(trade -> !isDust(trade))
                .sorted(Comparator.comparing(Trade::id))
                .map(Trade::price)
                .toList();
        long dust = (long) trades.size() - prices.size();
        return prices.isEmpty()
                ? new ExDustValues(dust, Optional.empty())
                : new ExDustValues(
                        dust,
                        Optional.of(List.of(
                                prices.getFirst(),
                                prices.stream().max(BY_PRICE).orElseThrow(),
                                prices.stream().min(BY_PRICE).orElseThrow(),
                                prices.getLast())));
    }

    private static boolean isDust(Trade trade) {
        return trade.base().amount().stroops() < RandomTrades.DUST_FLOOR
                || trade.counter().amount().stroops() < RandomTrades.DUST_FLOOR;
    }

    static Map<String, ExDustValues> read(TestDatabase db, CandleInterval interval) {
        var stored = new TreeMap<String, ExDustValues>();
        String sql = """
                select candle.*, b.code as bc, b.issuer as bi, c.code as cc, c.issuer as ci
                from candle_%s candle
                join trade_pair using (trade_pair_id)
                join asset b on b.asset_id = base_asset_id
                join asset c on c.asset_id = counter_asset_id
                """.formatted(interval.word());
        db.database()
                .<List<Boolean>>snapshot(tx -> tx.list(
                        sql,
                        columns -> stored.put(
                                        AssetRow.asset(columns, "bc", "bi") + " / "
                                                + AssetRow.asset(columns, "cc", "ci") + " "
                                                + Columns.instant(columns, "open_time"),
                                        read(columns))
                                == null));
        return stored;
    }

    private static ExDustValues read(ResultSet columns) throws SQLException {
        Optional<Price> open = price(columns, "open");
        return new ExDustValues(
                columns.getLong("dust_count"),
                open.isEmpty()
                        ? Optional.empty()
                        : Optional.of(List.of(
                                open.get(),
                                price(columns, "high").orElseThrow(),
                                price(columns, "low").orElseThrow(),
                                price(columns, "close").orElseThrow())));
    }

    private static Optional<Price> price(ResultSet columns, String name) throws SQLException {
        long n = columns.getLong("ex_dust_" + name + "_n");
        return columns.wasNull()
                ? Optional.empty()
                : Optional.of(new Price(n, columns.getLong("ex_dust_" + name + "_d")));
    }
}
