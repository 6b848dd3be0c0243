package org.stellarticker.db.coverage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps the time ranges whose trades may be missing. */
public final class GapStore {

    /**
     * Saves a gap; a gap that starts where an open one does extends it.
     *
     * @return whether the gap is new
     */
    @WrittenBy(Program.INGESTER)
    public boolean open(Transaction tx, Gap gap) {
        return tx.get("""
                insert into gap as known (starts_at, ends_at, reason)
                values (?, ?, ?)
                on conflict (starts_at) where closed_at is null do update
                set ends_at = greatest(known.ends_at, excluded.ends_at)
                returning xmax = 0 as new
                """, columns -> columns.getBoolean("new"), gap.from(), gap.to(), gap.reason());
    }

    /**
     * Closes the parts of open gaps that lie in a wholly fetched time range; parts outside stay open.
     *
     * @return the gaps that are wholly filled
     */
    @WrittenBy(Program.INGESTER)
    public List<Gap> close(Transaction tx, Instant from, Instant to, Instant at) {
        // Gaps may overlap; their parts after the range become one gap.
        tx.update("""
                insert into gap as known (starts_at, ends_at, reason, found_at)
                select ?, max(ends_at), min(reason), min(found_at)
                from gap
                where closed_at is null and starts_at < ? and ends_at > ?
                having count(*) > 0
                on conflict (starts_at) where closed_at is null do update
                set ends_at = greatest(known.ends_at, excluded.ends_at)
                """, to, to, to);
        tx.update(
                "delete from gap where closed_at is null and starts_at >= ? and starts_at < ? and ends_at > ?",
                from,
                to,
                to);
        tx.update("""
                update gap
                set ends_at = ?
                where closed_at is null and starts_at < ? and ends_at > ?
                """, from, from, from);
        return tx.list("""
                update gap
                set closed_at = ?
                where closed_at is null and starts_at >= ? and ends_at <= ?
                returning *
                """, GapStore::read, at, from, to);
    }

    /** Lists the open gaps that overlap a time range, oldest first. */
    public List<Gap> listOpen(Transaction tx, Instant from, Instant to) {
        return tx.list(
                "select * from gap where closed_at is null and starts_at < ? and ends_at > ? order by starts_at",
                GapStore::read,
                to,
                from);
    }

    private static Gap read(ResultSet columns) throws SQLException {
        return new Gap(
                Columns.instant(columns, "starts_at"),
                Columns.instant(columns, "ends_at"),
                Columns.text(columns, "reason"));
    }
}
