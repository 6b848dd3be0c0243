package org.stellarticker.db.candle;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.stellarticker.db.Sql;

/** Lists the columns that candles and windows share, once for all statements. */
public final class CandleColumns {

    private static final List<String> SUMS_AND_PRICES = List.of(
            "base_volume",
            "counter_volume",
            "trade_count",
            "open_n",
            "open_d",
            "high_n",
            "high_d",
            "low_n",
            "low_d",
            "close_n",
            "close_d");

    private static final List<String> ALL = Stream.concat(
                    SUMS_AND_PRICES.stream(),
                    Stream.of(
                            "first_toid",
                            "last_toid",
                            "first_trade_at",
                            "last_trade_at",
                            "first_index",
                            "last_index",
                            "buy_count"))
            .toList();

    private static final List<String> EX_DUST = List.of(
            "dust_count",
            "ex_dust_open_n",
            "ex_dust_open_d",
            "ex_dust_high_n",
            "ex_dust_high_d",
            "ex_dust_low_n",
            "ex_dust_low_d",
            "ex_dust_close_n",
            "ex_dust_close_d");

    private CandleColumns() {}

    /** Returns the parts of statements about candles from trades: {@code columns} with their {@code updates}, {@code stored} and {@code excluded}, {@code merged}, {@code values}. */
    public static Map<String, String> parts() {
        return Map.of(
                "columns",
                names(ALL),
                "updates",
                updates(ALL),
                "stored",
                qualified("stored", ALL),
                "excluded",
                qualified("excluded", ALL),
                "merged",
                Sql.of(CandleColumns.class, "merged"),
                "values",
                Sql.of(CandleColumns.class, "values").strip());
    }

    /** Returns the parts of {@link #parts()} with those of the prices without dust. */
    static Map<String, String> partsWithExDust() {
        List<String> values = Stream.concat(ALL.stream(), EX_DUST.stream()).toList();
        var parts = new HashMap<>(parts());
        parts.put("ex_dust_columns", names(EX_DUST));
        parts.put("all_updates", updates(values));
        parts.put("all_stored", qualified("stored", values));
        parts.put("all_excluded", qualified("excluded", values));
        parts.put("all_made", qualified("made", values));
        parts.put("merged_ex_dust", Sql.of(CandleColumns.class, "merged-ex-dust"));
        return parts;
    }

    /** Returns the names of sums and prices, which candles of Horizon's have too. */
    static String sumsAndPrices() {
        return names(SUMS_AND_PRICES);
    }

    /** Returns the assignments of an {@code on conflict do update} to sums and prices. */
    static String sumsAndPricesUpdates() {
        return updates(SUMS_AND_PRICES);
    }

    private static String names(List<String> columns) {
        return String.join(", ", columns);
    }

    private static String qualified(String table, List<String> columns) {
        return columns.stream().map(column -> table + "." + column).collect(joining(", "));
    }

    private static String updates(List<String> columns) {
        return columns.stream().map(column -> column + " = excluded." + column).collect(joining(",\n    "));
    }
}
