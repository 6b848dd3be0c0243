package org.stellarticker.db.candle;

import java.time.Instant;
import java.util.HashMap;
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
 * Candles of a minute, an hour and a day of each exact market, and the change marks that say which are to be made anew.
 *
 * <p>A mark is committed with the trades that it stands for. Whoever takes it away and then reads the trades, in later
 * statements of one READ COMMITTED transaction, sees those trades, and what is stored meanwhile leaves a mark of its own.
 */
public final class CandleStore {

    private static final String TAKE_MARKS = Sql.of(CandleStore.class, "take-marks");
    private static final String MINUTES = rollUp("trade_candle", "candle_1m", "1 minute");
    private static final String HOURS = rollUp("candle_1m", "candle_1h", "1 hour");
    // Not "1 day", which has 23 or 25 hours now and then in a session whose time zone has a summer.
    private static final String DAYS = rollUp("candle_1h", "candle_1d", "24 hours");

    private static final String DELETE_MINUTES = delete("candle_1m");
    private static final String DELETE_HOURS = delete("candle_1h");
    private static final String DELETE_DAYS = delete("candle_1d");

    private static String delete(String table) {
        return Sql.of(CandleStore.class, "delete-before", Map.of("table", table));
    }

    private static String rollUp(String finer, String wider, String interval) {
        var parts = new HashMap<>(CandleColumns.parts());
        parts.put("merged_ex_dust", Sql.of(CandleStore.class, "merged-ex-dust"));
        parts.put("finer", finer);
        parts.put("wider", wider);
        parts.put("interval", interval);
        return Sql.of(CandleStore.class, "roll-up", parts);
    }

    /**
     * Takes change marks away, newest minutes first.
     *
     * @return what they name; fewer marks than {@code most} when no more were there
     */
    @WrittenBy(Program.AGGREGATOR)
    public DirtyMinutes take(Transaction tx, int most) {
        return new DirtyMinutes(tx.list(
                TAKE_MARKS,
                columns -> new DirtyMinute(columns.getInt(1), columns.getLong(2), columns.getInt(3)),
                most));
    }

    /** Makes anew the minutes' candles of all their trades, and the candles of the hours and days they are part of. */
    @WrittenBy(Program.AGGREGATOR)
    public void make(Transaction tx, DirtyMinutes dirty) {
        tx.updateReplanned(MINUTES, dirty.pairIds(), dirty.openMicros());
        tx.updateReplanned(HOURS, dirty.pairIds(), dirty.openMicros());
        tx.updateReplanned(DAYS, dirty.pairIds(), dirty.openMicros());
    }

    /** The oldest minute whose candle is to be made anew. */
    public Optional<Instant> findOldestMark(Transaction tx) {
        return tx.find(
                "select minute from change_mark order by minute limit 1",
                columns -> Columns.instant(columns, "minute"));
    }

    /**
     * Forgets the oldest candles of those that begin before an instant. Wider ones are made anew of finer ones, so that
     * the instant must not lie where trades may still come.
     *
     * @return how many, fewer than {@code most} when these were all
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBefore(Transaction tx, CandleInterval interval, Instant before, int most) {
        String delete = switch (interval) {
            case MINUTE -> DELETE_MINUTES;
            case HOUR -> DELETE_HOURS;
            case DAY -> DELETE_DAYS;
        };
        return tx.updateReplanned(delete, before, most);
    }

    /** How many change marks wait. */
    public long countMarks(Transaction tx) {
        return tx.get("select count(*) from change_mark", columns -> columns.getLong(1));
    }
}
