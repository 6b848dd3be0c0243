package org.stellarticker.db.candle;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps the dust floor that all stored candles are made with. */
public final class DustFloorStore {

    /** Finds the floor of the stored candles; empty before the aggregator's first start. */
    public Optional<StoredDustFloor> find(Transaction tx) {
        return tx.find(
                """
                select set_at, not exists (select from change_mark where minute < set_at) as settled
                from dust_floor
                """, columns -> new StoredDustFloor(Columns.instant(columns, "set_at"), columns.getBoolean("settled")));
    }

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
                set floor_stroops = excluded.floor_stroops, set_at = now()
                where stored.floor_stroops <> excluded.floor_stroops
                    and not exists (select from candle_1m)
                    and not exists (select from candle_1h)
                    and not exists (select from candle_1d)
                """, stroops);
        return tx.get("select floor_stroops from dust_floor", columns -> columns.getLong("floor_stroops"));
    }

    /**
     * Replaces the floor that candles were made with. Those from an instant on are to be made anew; older ones keep theirs.
     *
     * @return the floor before, in stroops
     */
    @WrittenBy(Program.AGGREGATOR)
    public long replace(Transaction tx, long stroops, Instant from) {
        long before = bind(tx, stroops);
        tx.update(
                "update dust_floor set floor_stroops = ?, set_at = now(), starts_at = ? where floor_stroops <> ?",
                stroops,
                from,
                stroops);
        return before;
    }
}
