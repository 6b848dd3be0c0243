package org.stellarticker.db.candle;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.candle.DirtyMinutes.DirtyMinute;

/**
 * Keeps candles of a minute, an hour and a day of each market, and takes the change marks that say which to make anew.
 *
 * <p>A mark is committed with its trades. A READ COMMITTED transaction that takes the mark and reads the trades in later
 * statements sees these trades; trades that are stored meanwhile leave a mark of their own.
 */
public final class CandleStore {

    /** Of fewer minutes the candles are made by a kept plan. */
    private static final int FEW = 1_000;

    private static final String TAKE_MARKS = Sql.of(CandleStore.class, "take-marks");
    private static final String MINUTES = rollUp("trade_candle", "1m", "1 minute");
    private static final String HOURS = rollUp("candle_1m", "1h", "1 hour");
    // "1 day" has 23 or 25 hours twice a year in a session whose time zone has a summer.
    private static final String DAYS = rollUp("candle_1h", "1d", "24 hours");

    private static final String DELETE_MINUTES = delete("candle_1m");
    private static final String DELETE_HOURS = delete("candle_1h");
    private static final String DELETE_DAYS = delete("candle_1d");

    private static String delete(String table) {
        return Sql.of(CandleStore.class, "delete-before", Map.of("table", table));
    }

    private static String rollUp(String finer, String word, String interval) {
        var parts = new HashMap<>(CandleColumns.partsWithExDust());
        parts.put("finer", finer);
        parts.put("wider", "candle_" + word);
        parts.put("word", word);
        parts.put("interval", interval);
        return Sql.of(CandleStore.class, "roll-up", parts);
    }

    /**
     * Takes change marks, newest minutes first.
     *
     * @return their minutes; fewer marks than {@code most} when there were no more
     */
    @WrittenBy(Program.AGGREGATOR)
    public DirtyMinutes take(Transaction tx, int most) {
        return take(tx, Instant.EPOCH, most);
    }

    /** Takes the change marks of minutes that do not start before an instant, as {@link #take(Transaction, int)} does. */
    @WrittenBy(Program.AGGREGATOR)
    public DirtyMinutes take(Transaction tx, Instant from, int most) {
        return new DirtyMinutes(tx.list(
                TAKE_MARKS,
                columns -> new DirtyMinute(columns.getInt(1), columns.getLong(2), columns.getInt(3)),
                from,
                most));
    }

    /** Makes the candles of these minutes, and of their hours and days, anew from all stored trades. */
    @WrittenBy(Program.AGGREGATOR)
    public void make(Transaction tx, DirtyMinutes dirty) {
        boolean few = dirty.size() < FEW;
        if (few) {
            // Planning would take as long as the work.
            tx.preferIndexes();
            tx.planOnce();
        }
        for (String rollUp : List.of(MINUTES, HOURS, DAYS)) {
            if (few) {
                tx.update(rollUp, dirty.pairIds(), dirty.openMicros());
            } else {
                tx.updateReplanned(rollUp, dirty.pairIds(), dirty.openMicros());
            }
        }
    }

    /** Returns the oldest minute whose candle is to be made anew. */
    public Optional<Instant> findOldestMark(Transaction tx) {
        return tx.find(
                "select minute from change_mark order by minute limit 1",
                columns -> Columns.instant(columns, "minute"));
    }

    /**
     * Deletes the oldest candles that start before an instant. Wider candles are made from finer ones, so no trade may still
     * come before the instant.
     *
     * @return how many; fewer than {@code most} when these were all
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBefore(Transaction tx, CandleInterval interval, Instant before, int most) {
        String delete = switch (interval) {
            case MINUTE -> DELETE_MINUTES;
            case HOUR -> DELETE_HOURS;
            case DAY -> DELETE_DAYS;
            default -> throw new IllegalArgumentException("no candles of " + interval.word() + " are stored");
        };
        return tx.updateReplanned(delete, before, most);
    }

    /**
     * Deletes what is kept of emptied candles that start before an instant, as {@link #deleteBefore} deletes the others. They
     * are few.
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteEmptiedBefore(Transaction tx, CandleInterval interval, Instant before) {
        return tx.update("delete from emptied_candle where interval = ? and open_time < ?", interval.word(), before);
    }

    /** Counts the change marks that wait. */
    public long countMarks(Transaction tx) {
        return tx.get("select count(*) from change_mark", columns -> columns.getLong(1));
    }
}
