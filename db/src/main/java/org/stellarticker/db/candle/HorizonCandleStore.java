package org.stellarticker.db.candle;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.asset.AssetRow;
import org.stellarticker.db.work.RetryKind;

/** Keeps Horizon's candles of an hour and a day, for the time whose trades are not stored yet. */
public final class HorizonCandleStore {

    private static final String LIST_MISSING = Sql.of(HorizonCandleStore.class, "list-missing");
    private static final String SAVE = Sql.of(
            HorizonCandleStore.class,
            "save-horizon",
            Map.of("columns", CandleColumns.sumsAndPrices(), "updates", CandleColumns.sumsAndPricesUpdates()));
    private static final Map<CandleInterval, String> LIST_FIRST = listing("asc");
    private static final Map<CandleInterval, String> LIST_LAST = listing("desc");

    private static Map<CandleInterval, String> listing(String order) {
        var statements = new EnumMap<CandleInterval, String>(CandleInterval.class);
        for (CandleInterval interval : CandleInterval.values()) {
            statements.put(
                    interval,
                    Sql.of(
                            HorizonCandleStore.class,
                            "list-sourced",
                            Map.of(
                                    "own",
                                    "candle_" + interval.word(),
                                    "columns",
                                    CandleColumns.sumsAndPrices(),
                                    "order",
                                    order)));
        }
        return statements;
    }

    /**
     * Lists markets that traded lately and lack candles, the most active first; not those whose retry is not due yet.
     *
     * @param hoursFrom start of the wanted hours; empty for none
     * @param daysFrom start of the wanted days; empty for none
     */
    public List<MissingCandles> listMissing(
            Transaction tx, Optional<Instant> hoursFrom, Optional<Instant> daysFrom, Instant now, int most) {
        return tx.list(
                LIST_MISSING,
                columns -> new MissingCandles(
                        columns.getInt("trade_pair_id"),
                        new TradePair(
                                AssetRow.asset(columns, "base_code", "base_issuer"),
                                AssetRow.asset(columns, "counter_code", "counter_issuer")),
                        Columns.findInstant(columns, "hours_from"),
                        Columns.findInstant(columns, "days_from")),
                RetryKind.HORIZON_CANDLES.word(),
                now,
                hoursFrom,
                daysFrom,
                most);
    }

    /**
     * Saves all of a market's candles of a time range that ends where its fetched time starts.
     *
     * @param interval an hour or a day
     * @param from inclusive
     * @param to exclusive
     */
    @WrittenBy(Program.INGESTER)
    public void save(
            Transaction tx,
            int pairId,
            CandleInterval interval,
            Instant from,
            Instant to,
            List<SourcedCandle> candles,
            Instant at) {
        tx.update(
                SAVE,
                pairId,
                interval.word(),
                at,
                column(candles, candle -> candle.openTime().getEpochSecond()),
                texts(candles, candle -> stroops(candle.baseVolume())),
                texts(candles, candle -> stroops(candle.counterVolume())),
                column(candles, SourcedCandle::tradeCount),
                column(candles, candle -> candle.open().n()),
                column(candles, candle -> candle.open().d()),
                column(candles, candle -> candle.high().n()),
                column(candles, candle -> candle.high().d()),
                column(candles, candle -> candle.low().n()),
                column(candles, candle -> candle.low().d()),
                column(candles, candle -> candle.close().n()),
                column(candles, candle -> candle.close().d()));
        tx.update("""
                insert into horizon_candle_range as known (trade_pair_id, interval, starts_at, ends_at)
                values (?, ?, ?, ?)
                on conflict (trade_pair_id, interval) do update
                set starts_at = least(known.starts_at, excluded.starts_at),
                    ends_at = greatest(known.ends_at, excluded.ends_at)
                """, pairId, interval.word(), from, to);
    }

    private static String stroops(BigDecimal units) {
        return units.movePointRight(Amount.SCALE).toPlainString();
    }

    private static long[] column(List<SourcedCandle> candles, ToLongFunction<SourcedCandle> member) {
        return candles.stream().mapToLong(member).toArray();
    }

    private static String[] texts(List<SourcedCandle> candles, Function<SourcedCandle, String> member) {
        return candles.stream().map(member).toArray(String[]::new);
    }

    /**
     * Deletes hours for which candles from trades exist.
     *
     * @param ownFrom start of the time whose trades are all stored
     */
    @WrittenBy(Program.INGESTER)
    public int deleteReplaced(Transaction tx, Instant ownFrom) {
        return tx.update("delete from horizon_candle where interval = '1h' and open_time >= ?", ownFrom);
    }

    /** Deletes candles of an interval that start before an instant. */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBefore(Transaction tx, CandleInterval interval, Instant before) {
        return tx.update("delete from horizon_candle where interval = ? and open_time < ?", interval.word(), before);
    }

    /**
     * Lists a market's candles, oldest first: from trades since {@code ownFrom}; before it Horizon's, or from trades where
     * Horizon has none. Horizon has no candles of minutes.
     *
     * @param pair normalised
     * @param from inclusive
     * @param to exclusive
     * @param ownFrom start of the time whose trades are all stored
     */
    public List<SourcedCandle> list(
            Transaction tx, TradePair pair, CandleInterval interval, Instant from, Instant to, Instant ownFrom) {
        return list(tx, LIST_FIRST, pair, new CandleRange(interval, from, to), ownFrom, Optional.empty());
    }

    /** Lists the oldest candles of a range, as {@link #list} does. */
    public List<SourcedCandle> listFirst(Transaction tx, TradePair pair, CandleRange range, Instant ownFrom, int most) {
        return list(tx, LIST_FIRST, pair, range, ownFrom, Optional.of(most));
    }

    /** Lists the newest candles of a range, as {@link #list} does, oldest first. */
    public List<SourcedCandle> listLast(Transaction tx, TradePair pair, CandleRange range, Instant ownFrom, int most) {
        return list(tx, LIST_LAST, pair, range, ownFrom, Optional.of(most)).reversed();
    }

    private static List<SourcedCandle> list(
            Transaction tx,
            Map<CandleInterval, String> statements,
            TradePair pair,
            CandleRange range,
            Instant ownFrom,
            Optional<Integer> most) {
        return tx.listReplanned(
                Objects.requireNonNull(statements.get(range.interval())),
                HorizonCandleStore::read,
                pair.base().code(),
                pair.base().issuer(),
                pair.counter().code(),
                pair.counter().issuer(),
                range.interval().word(),
                range.from(),
                range.to(),
                ownFrom,
                range.from(),
                range.to(),
                ownFrom,
                most);
    }

    private static SourcedCandle read(ResultSet columns) throws SQLException {
        return new SourcedCandle(
                CandleSource.valueOf(Columns.text(columns, "source").toUpperCase(Locale.ROOT)),
                Columns.instant(columns, "open_time"),
                columns.getBigDecimal("base_volume").movePointLeft(Amount.SCALE),
                columns.getBigDecimal("counter_volume").movePointLeft(Amount.SCALE),
                columns.getLong("trade_count"),
                price(columns, "open"),
                price(columns, "high"),
                price(columns, "low"),
                price(columns, "close"));
    }

    private static Price price(ResultSet columns, String name) throws SQLException {
        return new Price(columns.getLong(name + "_n"), columns.getLong(name + "_d"));
    }
}
