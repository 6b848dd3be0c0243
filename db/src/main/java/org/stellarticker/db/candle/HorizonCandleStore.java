package org.stellarticker.db.candle;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.CandleInterval;
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

    /** Returns the fetched time of all markets and intervals in sum. */
    public Duration coveredTime(Transaction tx) {
        return tx.get(
                "select coalesce(sum(extract(epoch from ends_at - starts_at)), 0)::bigint as seconds from horizon_candle_range",
                columns -> Duration.ofSeconds(columns.getLong("seconds")));
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
}
