package org.stellarticker.db.coverage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** History that is known to be missing. */
public final class GapStore {

    /**
     * Keeps a gap; one that begins where an open one does is the same, as far as it reaches.
     *
     * @return whether it was not known
     */
    @WrittenBy(Program.INGESTER)
    public boolean open(Transaction tx, Gap gap) {
        return tx.get("""
                insert into gap as known (from_time, to_time, reason)
                values (?, ?, ?)
                on conflict (from_time) where closed_at is null do update
                set to_time = greatest(known.to_time, excluded.to_time)
                returning xmax = 0 as new
                """, columns -> columns.getBoolean("new"), gap.from(), gap.to(), gap.reason());
    }

    /**
     * Closes what a stretch of time, now fetched as a whole, fills of the open gaps; what sticks out at either end stays
     * open.
     *
     * @return those that were filled as a whole
     */
    @WrittenBy(Program.INGESTER)
    public List<Gap> close(Transaction tx, Instant from, Instant to, Instant at) {
        // Gaps may overlap: what sticks out behind is one gap.
        tx.update("""
                insert into gap as known (from_time, to_time, reason, found_at)
                select ?, max(to_time), min(reason), min(found_at)
                from gap
                where closed_at is null and from_time < ? and to_time > ?
                having count(*) > 0
                on conflict (from_time) where closed_at is null do update
                set to_time = greatest(known.to_time, excluded.to_time)
                """, to, to, to);
        tx.update(
                "delete from gap where closed_at is null and from_time >= ? and from_time < ? and to_time > ?",
                from,
                to,
                to);
        tx.update("""
                update gap
                set to_time = ?
                where closed_at is null and from_time < ? and to_time > ?
                """, from, from, from);
        return tx.list("""
                update gap
                set closed_at = ?
                where closed_at is null and from_time >= ? and to_time <= ?
                returning *
                """, GapStore::read, at, from, to);
    }

    /** The open gaps that a stretch of time meets, oldest first. */
    public List<Gap> listOpen(Transaction tx, Instant from, Instant to) {
        return tx.list(
                "select * from gap where closed_at is null and from_time < ? and to_time > ? order by from_time",
                GapStore::read,
                to,
                from);
    }

    private static Gap read(ResultSet columns) throws SQLException {
        return new Gap(
                Columns.instant(columns, "from_time"),
                Columns.instant(columns, "to_time"),
                Columns.text(columns, "reason"));
    }
}
