package org.stellarticker.db.candle;

import java.time.Instant;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps the dust floor that stored candles are made with: all since its start. */
public final class DustFloorStore {

    /**
     * Stores the floor unless candles exist that were made with another one.
     *
     * @param stroops a trade is dust when one of its amounts is below it
     * @return the floor that is stored now, in stroops
     */
    @WrittenBy(Program.AGGREGATOR)
    public long bind(Transaction tx, long stroops) {
        tx.update("""
                insert into dust_floor as stored (floor_stroops)
                values (?)
                on conflict (only_row) do update
                set floor_stroops = excluded.floor_stroops, set_at = now(), starts_at = '-infinity'
                where stored.floor_stroops <> excluded.floor_stroops
                    and not exists (select from candle_1m)
                    and not exists (select from candle_1h)
                    and not exists (select from candle_1d)
                """, stroops);
        return tx.get("select floor_stroops from dust_floor", columns -> columns.getLong("floor_stroops"));
    }

    /** Returns the floor in stroops; 0 before one is stored, when no trade is dust. */
    public long floor(Transaction tx) {
        return tx.find("select floor_stroops from dust_floor", columns -> columns.getLong("floor_stroops"))
                .orElse(0L);
    }

    /** Returns since when candles are made with the floor that is stored now. */
    public Instant startsAt(Transaction tx) {
        return tx.find(
                        "select starts_at from dust_floor where isfinite(starts_at)",
                        columns -> Columns.instant(columns, "starts_at"))
                .orElse(Instant.MIN);
    }

    /**
     * Replaces the floor that candles were made with. The caller makes those from an instant on anew, in this transaction;
     * older ones keep theirs.
     *
     * @param from start of a day
     * @return the floor before, in stroops
     */
    @WrittenBy(Program.AGGREGATOR)
    public long replace(Transaction tx, long stroops, Instant from) {
        long before = bind(tx, stroops);
        tx.update("""
                update dust_floor
                set floor_stroops = ?,
                    set_at = now(),
                    starts_at = case
                        when exists (select from candle_1d where open_time < ?) then ?::timestamptz
                        else '-infinity'
                    end
                where floor_stroops <> ?
                """, stroops, from, from, stroops);
        return before;
    }
}
