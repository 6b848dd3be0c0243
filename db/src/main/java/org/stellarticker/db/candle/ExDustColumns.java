package org.stellarticker.db.candle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.stellarticker.core.market.Price;
import org.stellarticker.db.Sql;

/** Lists the columns of candles with both sets of prices, and reads the prices without dust. */
public final class ExDustColumns {

    private ExDustColumns() {}

    /** Returns the parts of {@link CandleColumns}, each with the columns of prices without dust added. */
    public static Map<String, String> parts() {
        var parts = new HashMap<>(CandleColumns.parts());
        String exDust = Objects.requireNonNull(CandleColumns.partsWithExDust().get("ex_dust_columns"));
        parts.merge("columns", exDust, (all, more) -> all + ", " + more);
        parts.merge("merged", Sql.of(ExDustColumns.class, "merged-window-ex-dust"), ExDustColumns::joined);
        parts.merge("values", Sql.of(ExDustColumns.class, "values-ex-dust").strip(), ExDustColumns::joined);
        return Map.copyOf(parts);
    }

    /** The texts may end in a comment's line. */
    private static String joined(String all, String more) {
        return all.stripTrailing() + ",\n" + more;
    }

    /** Reads the prices without dust; empty when all trades are dust. */
    public static Optional<CandlePrices> prices(ResultSet columns) throws SQLException {
        return prices(columns, "ex_dust_");
    }

    /** Reads the prices whose columns begin with a prefix; empty when they are null. */
    static Optional<CandlePrices> prices(ResultSet columns, String prefix) throws SQLException {
        columns.getLong(prefix + "open_n");
        return columns.wasNull()
                ? Optional.empty()
                : Optional.of(new CandlePrices(
                        price(columns, prefix + "open"),
                        price(columns, prefix + "high"),
                        price(columns, prefix + "low"),
                        price(columns, prefix + "close")));
    }

    private static Price price(ResultSet columns, String name) throws SQLException {
        return new Price(columns.getLong(name + "_n"), columns.getLong(name + "_d"));
    }
}
