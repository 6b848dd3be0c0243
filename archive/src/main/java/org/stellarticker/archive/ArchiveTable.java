package org.stellarticker.archive;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tables of the archive: a day has one file of each. Columns are in the order in which PostgreSQL's copy gives them. */
public enum ArchiveTable {
    TRADES(Stream.of(
                    Column.of("toid", "BIGINT"),
                    Column.of("trade_index", "INTEGER"),
                    Column.second("ledger_close_time"),
                    Column.of("base", "VARCHAR"),
                    Column.of("counter", "VARCHAR"),
                    Column.of("base_amount", "BIGINT"),
                    Column.of("counter_amount", "BIGINT"),
                    Column.of("price_n", "BIGINT"),
                    Column.of("price_d", "BIGINT"),
                    Column.of("base_is_seller", "BOOLEAN"),
                    Column.of("base_account", "VARCHAR"),
                    Column.of("counter_account", "VARCHAR"),
                    Column.of("liquidity_pool_id", "VARCHAR"),
                    Column.of("base_offer_id", "BIGINT"),
                    Column.of("counter_offer_id", "BIGINT"),
                    Column.of("pool_fee_bp", "INTEGER"),
                    Column.of("ingested_from", "VARCHAR"),
                    Column.microsecond("stored_at"))
            .toList()),

    CANDLES_1M(Stream.of(
                    Stream.of(
                            Column.of("base", "VARCHAR"),
                            Column.of("counter", "VARCHAR"),
                            Column.second("open_time"),
                            Column.of("base_volume", "DECIMAL(38,0)"),
                            Column.of("counter_volume", "DECIMAL(38,0)")),
                    bigints(
                            "trade_count",
                            "open_n",
                            "open_d",
                            "high_n",
                            "high_d",
                            "low_n",
                            "low_d",
                            "close_n",
                            "close_d"),
                    bigints("first_toid", "last_toid"),
                    Stream.of(
                            Column.second("first_trade_at"),
                            Column.second("last_trade_at"),
                            Column.of("first_index", "INTEGER"),
                            Column.of("last_index", "INTEGER")),
                    bigints("buy_count", "dust_count", "ex_dust_open_n", "ex_dust_open_d", "ex_dust_high_n"),
                    bigints("ex_dust_high_d", "ex_dust_low_n", "ex_dust_low_d", "ex_dust_close_n", "ex_dust_close_d"),
                    bigints("revision"))
            .flatMap(columns -> columns)
            .toList()),

    /** The hours of the day over all markets, whose base and counter are null, and those of single markets. */
    AUDIT(Stream.of(
                    Column.second("hour"),
                    Column.of("base", "VARCHAR"),
                    Column.of("counter", "VARCHAR"),
                    Column.of("state", "VARCHAR"),
                    Column.of("evidence", "VARCHAR"),
                    Column.of("reason", "VARCHAR"),
                    Column.of("trades_read", "BIGINT"),
                    Column.of("trades_repaired", "BIGINT"),
                    Column.of("trades_disputed", "BIGINT"),
                    Column.of("times_read", "INTEGER"),
                    Column.microsecond("decided_at"))
            .toList());

    /**
     * The values of a trade that all operators have alike, which are the first ones of its line: up to the pool. Offers and fees
     * depend on the version of Horizon.
     */
    public static final int TRADE_VALUES = 13;

    /**
     * A column.
     *
     * @param type of DuckDB, which decides Parquet's
     * @param text DuckDB's expression for the text that PostgreSQL's copy gives
     */
    public record Column(String name, String type, String text) {

        private static Column of(String name, String type) {
            return new Column(name, type, name);
        }

        private static Column second(String name) {
            return new Column(name, "TIMESTAMPTZ", "strftime(" + name + " at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ')");
        }

        private static Column microsecond(String name) {
            return new Column(
                    name, "TIMESTAMPTZ", "strftime(" + name + " at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')");
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // The list is made of a stream, and so cannot change.
    private final List<Column> columns;

    ArchiveTable(List<Column> columns) {
        this.columns = columns;
    }

    private static Stream<Column> bigints(String... names) {
        return Stream.of(names).map(name -> Column.of(name, "BIGINT"));
    }

    /** Returns the name of the table's folder and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ArchiveTable of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public List<Column> columns() {
        return columns;
    }

    /**
     * Returns how many values of a line are hashed by themselves, too: those of a trade that all operators have alike, and those
     * of a candle but its revision, the last one; 0 where only the whole line counts.
     */
    public int beginValues() {
        return switch (this) {
            case TRADES -> TRADE_VALUES;
            case CANDLES_1M -> columns.size() - 1;
            case AUDIT -> 0;
        };
    }
}
