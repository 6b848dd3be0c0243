package org.stellarticker.db.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps which days were put back from the archive, so that they are not dropped at once. */
public final class RestoredDayStore {

    /** Returns when a day was put back; empty when it was not, or was dropped since. */
    public Optional<Instant> find(Transaction tx, LocalDate day) {
        return tx.find(
                "select restored_at from restored_day where day = ?",
                columns -> Columns.instant(columns, "restored_at"),
                day);
    }

    /** Lists the days that were put back and not dropped since, oldest first. */
    public List<LocalDate> listDays(Transaction tx) {
        return tx.list(
                "select day from restored_day order by day", columns -> columns.getObject("day", LocalDate.class));
    }

    /** Notes that a day was put back. */
    @WrittenBy(Program.ARCHIVER)
    public void save(Transaction tx, LocalDate day, int version, Instant at) {
        tx.update("insert into restored_day (day, version, restored_at) values (?, ?, ?)", day, version, at);
    }

    /** Forgets a day that was dropped again. */
    @WrittenBy(Program.DB_CLEANER)
    public void delete(Transaction tx, LocalDate day) {
        tx.update("delete from restored_day where day = ?", day);
    }
}
