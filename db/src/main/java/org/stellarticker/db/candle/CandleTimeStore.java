package org.stellarticker.db.candle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetRow;

/** Reads which times candles cover: since when they are kept, which minutes are pending, and the last that traded. */
public final class CandleTimeStore {

    private static final String LIST_LAST_MINUTES = Sql.of(CandleTimeStore.class, "list-last-minutes");

    /**
     * Returns since when all candles of an interval are kept; empty without a candle. The oldest open time may have been
     * deleted in part, so the time starts after it. Days that the archive gave back stand alone, and do not count.
     */
    public Optional<Instant> findKeptSince(Transaction tx, CandleInterval interval) {
        String oldest = switch (interval) {
            case MINUTE -> """
                select open_time
                from candle_1m
                where not exists (select from restored_day where day = (open_time at time zone 'UTC')::date)
                order by open_time
                limit 1
                """;
            case HOUR -> """
                select open_time
                from candle_1h
                where not exists (select from restored_day where day = (open_time at time zone 'UTC')::date)
                order by open_time
                limit 1
                """;
            case DAY -> "select open_time from candle_1d order by open_time limit 1";
            default ->
                throw new IllegalArgumentException("expected an interval that is stored, found " + interval.word());
        };
        return tx.find(oldest, columns -> Columns.instant(columns, "open_time").plus(interval.length()));
    }

    /**
     * Lists the minutes of a market whose candles do not yet contain all stored trades, the oldest first.
     *
     * @param pairId its {@code trade_pair_id}
     * @param from inclusive
     * @param to exclusive
     * @param most above 0
     */
    public List<Instant> listPending(Transaction tx, int pairId, Instant from, Instant to, int most) {
        return tx.listReplanned("""
                select distinct minute
                from change_mark
                where trade_pair_id = ? and minute > ?::timestamptz - interval '1 minute' and minute < ?
                order by minute
                limit ?
                """, columns -> Columns.instant(columns, "minute"), pairId, from, to, most);
    }

    /**
     * Lists the last finished minute that traded more than dust, of each market of the native asset that traded in the last
     * 7 days.
     *
     * @param from the oldest open time, inclusive
     * @param before exclusive
     */
    public List<TradedMinute> listLastMinutes(Transaction tx, Instant from, Instant before) {
        return tx.listReplanned(LIST_LAST_MINUTES, CandleTimeStore::minute, from, before, NativeAsset.XLM.issuer());
    }

    /** Lists the last finished minute of each market that traded in the last 7 days, as {@link #listLastMinutes} does. */
    public List<TradedMinute> listLastMinutesOfAll(Transaction tx, Instant from, Instant before) {
        return tx.listReplanned(LIST_LAST_MINUTES, CandleTimeStore::minute, from, before, null);
    }

    private static TradedMinute minute(ResultSet columns) throws SQLException {
        return new TradedMinute(
                new TradePair(
                        AssetRow.asset(columns, "base_code", "base_issuer"),
                        AssetRow.asset(columns, "counter_code", "counter_issuer")),
                Columns.instant(columns, "open_time"),
                columns.getBigDecimal("base_volume").movePointLeft(Amount.SCALE),
                columns.getBigDecimal("counter_volume").movePointLeft(Amount.SCALE));
    }
}
