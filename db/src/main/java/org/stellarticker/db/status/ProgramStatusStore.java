package org.stellarticker.db.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.stellarticker.core.status.ProgramReport;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps the last report of each copy of each program. */
public final class ProgramStatusStore {

    /** Saves a report; it replaces the last one of the same copy. */
    @WrittenBy({
        Program.INGESTER,
        Program.AGGREGATOR,
        Program.JSON_GENERATOR,
        Program.GRAPHQL_SERVER,
        Program.EVENT_PUBLISHER,
        Program.WEBHOOK_SENDER,
        Program.ARCHIVER,
        Program.DB_CLEANER
    })
    public void save(Transaction tx, ProgramReport report) {
        tx.update(
                """
                insert into program_status (program, instance, state, detail, last_progress_at, lag_seconds, build, updated_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (program, instance) do update
                set state = excluded.state, detail = excluded.detail, last_progress_at = excluded.last_progress_at,
                    lag_seconds = excluded.lag_seconds, build = excluded.build, updated_at = excluded.updated_at
                """,
                report.program(),
                report.instance(),
                report.state(),
                report.detail(),
                report.lastProgress(),
                report.lagSeconds(),
                report.build(),
                report.at());
    }

    /**
     * Deletes copies that have been silent since before an instant.
     *
     * @return how many
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteSilentSince(Transaction tx, Instant before) {
        return tx.update("delete from program_status where updated_at < ?", before);
    }

    /** Returns whether any copy of a program has reported a state after starting since an instant. */
    public boolean isReported(Transaction tx, String program, Instant since) {
        return tx.find("""
                select 1
                from program_status
                where program = ? and updated_at > ? and state <> 'starting'
                limit 1
                """, _ -> true, program, since).isPresent();
    }

    public List<ProgramReport> list(Transaction tx) {
        return tx.list("select * from program_status order by program, instance", ProgramStatusStore::read);
    }

    private static ProgramReport read(ResultSet columns) throws SQLException {
        double lag = columns.getDouble("lag_seconds");
        OptionalDouble lagSeconds = columns.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(lag);
        return new ProgramReport(
                Columns.text(columns, "program"),
                Columns.text(columns, "instance"),
                Columns.text(columns, "state"),
                Columns.text(columns, "detail"),
                Columns.findInstant(columns, "last_progress_at"),
                lagSeconds,
                Columns.text(columns, "build"),
                Columns.instant(columns, "updated_at"));
    }
}
