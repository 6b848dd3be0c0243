package org.stellarticker.db.candle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.candle.ComparedCandles.WrongCandle;
import org.stellarticker.db.candle.DirtyMinutes.DirtyMinute;

/** Compares stored candles with raw trades, and keeps the results. */
public final class CandleRebuildStore {

    private static final String COMPARE_MINUTES = comparing("trade_candle", "candle_1m", "1 minute");
    private static final String COMPARE_HOURS = comparing("candle_1m", "candle_1h", "1 hour");
    private static final String COMPARE_DAYS = comparing("candle_1h", "candle_1d", "24 hours");

    private static String comparing(String finer, String wider, String interval) {
        var parts = new HashMap<>(CandleColumns.partsWithExDust());
        parts.put("finer", finer);
        parts.put("wider", wider);
        parts.put("interval", interval);
        return Sql.of(CandleRebuildStore.class, "compare", parts);
    }

    /** Returns the start of the first day (UTC) whose raw trades are all kept; empty without a trade. */
    public Optional<Instant> findReach(Transaction tx) {
        return tx.list("""
                        select greatest(date_bin('24 hours', min(ledger_close_time), timestamptz 'epoch'),
                            (select watermark_at from retention_watermark)) as reach
                        from trade
                        """, columns -> Columns.findInstant(columns, "reach")).getFirst();
    }

    /** Returns the start of the oldest candle of a day; empty without candles. */
    public Optional<Instant> findOldest(Transaction tx) {
        return tx.list(
                        "select min(open_time) as oldest from candle_1d",
                        columns -> Columns.findInstant(columns, "oldest"))
                .getFirst();
    }

    /** Returns the close time of the newest trade; empty without a trade. */
    public Optional<Instant> findNewestTrade(Transaction tx) {
        return tx.list(
                        "select max(ledger_close_time) as newest from trade",
                        columns -> Columns.findInstant(columns, "newest"))
                .getFirst();
    }

    /**
     * Compares the candles of an interval with all finer ones, minutes with trades. A candle that is still to be made is not
     * wrong.
     *
     * @param tx a snapshot
     * @param from start of a candle, inclusive
     * @param to end of a candle, exclusive
     */
    public ComparedCandles compare(Transaction tx, CandleInterval interval, Instant from, Instant to) {
        String compare = switch (interval) {
            case MINUTE -> COMPARE_MINUTES;
            case HOUR -> COMPARE_HOURS;
            case DAY -> COMPARE_DAYS;
            default -> throw new IllegalArgumentException("no candles of " + interval.word() + " are stored");
        };
        return tx.listReplanned(compare, columns -> compared(columns, interval), from, to, from, to)
                .getFirst();
    }

    private static ComparedCandles compared(ResultSet columns, CandleInterval interval) throws SQLException {
        Integer[] pairs = (Integer[]) columns.getArray("pairs").getArray();
        Long[] micros = (Long[]) columns.getArray("micros").getArray();
        var wrong = new ArrayList<WrongCandle>();
        for (int i = 0; i < pairs.length; i++) {
            wrong.add(new WrongCandle(pairs[i], interval, Instant.EPOCH.plus(micros[i], ChronoUnit.MICROS)));
        }
        return new ComparedCandles(columns.getLong("candles"), wrong);
    }

    /** Marks candles as changed, so that they are made anew with the wider ones that hold them. */
    @WrittenBy(Program.AGGREGATOR)
    public void mark(Transaction tx, List<WrongCandle> candles) {
        tx.update(
                """
                insert into change_mark (minute, trade_pair_id)
                select timestamptz 'epoch' + micros * interval '1 microsecond', trade_pair_id
                from unnest(?::int[], ?::bigint[]) as wrong (trade_pair_id, micros)
                """,
                candles.stream().mapToInt(WrongCandle::pairId).toArray(),
                candles.stream()
                        .mapToLong(candle -> ChronoUnit.MICROS.between(Instant.EPOCH, candle.openTime()))
                        .toArray());
    }

    /**
     * Lists the minutes of a time range with a trade that is dust by one of two floors and not by the other.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public DirtyMinutes listDustChanged(Transaction tx, Instant from, Instant to, long lowerFloor, long higherFloor) {
        return new DirtyMinutes(tx.listReplanned(
                """
                select trade_pair_id,
                    (extract(epoch from date_bin('1 minute', ledger_close_time, 'epoch')) * 1000000)::bigint as micros
                from trade
                where ledger_close_time >= ? and ledger_close_time < ?
                    and least(base_amount, counter_amount) >= ? and least(base_amount, counter_amount) < ?
                group by 1, 2
                """,
                columns -> new DirtyMinute(columns.getInt(1), columns.getLong(2), /* marks= */ 0),
                from,
                to,
                lowerFloor,
                higherFloor));
    }

    /** Stores that a comparison began and returns its key. */
    @WrittenBy(Program.AGGREGATOR)
    public long begin(Transaction tx, Instant from, Instant to, Instant now) {
        return tx.get("""
                insert into candle_rebuild (starts_at, ends_at, started_at)
                values (?, ?, ?)
                returning candle_rebuild_id
                """, columns -> columns.getLong(1), from, to, now);
    }

    /** Adds mismatches to a comparison that goes on, so that they are known when it does not end. */
    @WrittenBy(Program.AGGREGATOR)
    public void addMismatches(Transaction tx, long id, int mismatches) {
        tx.update("update candle_rebuild set mismatches = mismatches + ? where candle_rebuild_id = ?", mismatches, id);
    }

    /** Stores the result of a comparison. */
    @WrittenBy(Program.AGGREGATOR)
    public void end(Transaction tx, long id, CandleRebuild result, Instant now) {
        tx.update(
                "update candle_rebuild set ended_at = ?, candles = ?, mismatches = ? where candle_rebuild_id = ?",
                now,
                result.candles(),
                result.mismatches(),
                id);
    }

    /** Finds the last comparison that ended, or that found mismatches before it was interrupted. */
    public Optional<CandleRebuild> findLast(Transaction tx) {
        return tx.find(
                """
                select *
                from candle_rebuild
                where ended_at is not null or mismatches > 0
                order by candle_rebuild_id desc
                limit 1
                """,
                columns -> new CandleRebuild(
                        Columns.instant(columns, "starts_at"),
                        Columns.instant(columns, "ends_at"),
                        columns.getLong("candles"),
                        columns.getLong("mismatches")));
    }
}
