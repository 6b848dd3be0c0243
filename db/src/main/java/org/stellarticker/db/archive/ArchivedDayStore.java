package org.stellarticker.db.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps which days the archive has, and says whether they changed since. */
public final class ArchivedDayStore {

    private static final String SAVE = Sql.of(ArchivedDayStore.class, "save");
    private static final String CHANGED_SINCE = Sql.of(ArchivedDayStore.class, "changed-since");
    private static final String REVISIONS = Sql.of(ArchivedDayStore.class, "revisions");

    /** Saves the current version of a day; what was read before the state that is noted changes nothing. */
    @WrittenBy(Program.ARCHIVER)
    public void save(Transaction tx, ArchivedDay day) {
        tx.update(
                SAVE,
                day.day(),
                day.version(),
                day.trades(),
                day.bytes(),
                day.tradeSetHash(),
                day.state().candles(),
                day.state().sum(),
                day.eventPosition(),
                day.archivedAt());
    }

    /** Finds a day; empty when the archive does not have it. */
    public Optional<ArchivedDay> find(Transaction tx, LocalDate day) {
        return tx.find("select * from archived_day where day = ?", ArchivedDayStore::read, day);
    }

    /** Lists the days that the archive has, oldest first; both ends inclusive. */
    public List<ArchivedDay> list(Transaction tx, LocalDate from, LocalDate to) {
        return tx.list(
                "select * from archived_day where day between ? and ? order by day", ArchivedDayStore::read, from, to);
    }

    /** Returns all days that the archive has, oldest first. */
    public List<ArchivedDay> list(Transaction tx) {
        return tx.list("select * from archived_day order by day", ArchivedDayStore::read);
    }

    /**
     * Returns whether the stored rows of a day are still those of the archive. The event log says so for as long as it keeps
     * events; after that, the candles' revisions do.
     */
    public boolean isCurrent(Transaction tx, ArchivedDay archived) {
        Optional<Boolean> changed = changedByLog(tx, archived);
        return changed.isPresent()
                ? !changed.get()
                : revisions(tx, archived.day()).equals(archived.state());
    }

    /** Returns whether the event log still has all events since a day was known to be current. */
    public boolean isCovered(Transaction tx, ArchivedDay archived) {
        return changedByLog(tx, archived).isPresent();
    }

    /** Returns whether an event since the version changed the day; empty when the log no longer has all of them. */
    private static Optional<Boolean> changedByLog(Transaction tx, ArchivedDay archived) {
        record Found(boolean covered, boolean changed) {}
        Found found = tx.get(
                CHANGED_SINCE,
                columns -> new Found(columns.getBoolean("covered"), columns.getBoolean("changed")),
                archived.eventPosition(),
                archived.eventPosition(),
                end(archived.day()),
                begin(archived.day()));
        return found.changed() || found.covered() ? Optional.of(found.changed()) : Optional.empty();
    }

    /** Returns the state of a day's candles. */
    public Revisions revisions(Transaction tx, LocalDate day) {
        return tx.get(
                REVISIONS,
                columns -> new Revisions(
                        columns.getLong("candles"),
                        columns.getBigDecimal("revisions").stripTrailingZeros()),
                begin(day),
                end(day),
                begin(day),
                end(day));
    }

    /** Returns the start of a day (UTC). */
    public static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Returns the end of a day (UTC), exclusive. */
    public static Instant end(LocalDate day) {
        return begin(day.plusDays(1));
    }

    private static ArchivedDay read(ResultSet columns) throws SQLException {
        return new ArchivedDay(
                columns.getObject("day", LocalDate.class),
                columns.getInt("version"),
                columns.getLong("trades"),
                columns.getLong("bytes"),
                Columns.text(columns, "trade_set_hash"),
                new Revisions(
                        columns.getLong("candles"),
                        columns.getBigDecimal("revisions").stripTrailingZeros()),
                columns.getLong("event_position"),
                Columns.instant(columns, "archived_at"));
    }
}
