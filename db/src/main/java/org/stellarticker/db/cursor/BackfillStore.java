package org.stellarticker.db.cursor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps how far each backfill has paged. */
public final class BackfillStore {

    /** Returns the first backfill that is not complete. */
    public Optional<Backfill> open(Transaction tx) {
        return tx.find(
                "select * from backfill where completed_at is null order by backfill_id limit 1", BackfillStore::read);
    }

    /** Lists all backfills in the order in which they began. */
    public List<Backfill> list(Transaction tx) {
        return tx.list("select * from backfill order by backfill_id", BackfillStore::read);
    }

    /** Returns the first start's backfill, which began at the live/backfill boundary. */
    public Optional<Backfill> first(Transaction tx) {
        return tx.find("select * from backfill order by backfill_id limit 1", BackfillStore::read);
    }

    /** Starts the backfill that pages from {@code upper}, the live/backfill boundary, down to {@code lowerTime}. */
    @WrittenBy(Program.INGESTER)
    public void begin(Transaction tx, PagingToken upper, Instant lowerTime) {
        begin(tx, upper, Optional.empty(), lowerTime);
    }

    /** Starts a requested backfill from {@code upperTime} down to {@code lowerTime}. */
    @WrittenBy(Program.INGESTER)
    public void begin(Transaction tx, PagingToken upper, Optional<Instant> upperTime, Instant lowerTime) {
        tx.update(
                "insert into backfill (upper_token, next_token, upper_at, lower_at) values (?, ?, ?, ?)",
                upper.value(),
                upper.value(),
                upperTime,
                lowerTime);
    }

    /**
     * Advances by a page, in the transaction that stores it.
     *
     * @param next position of the oldest record of the page
     * @param reached its close time
     * @param stored number of trades of the page that were new
     */
    @WrittenBy(Program.INGESTER)
    public void advance(Transaction tx, Backfill backfill, PagingToken next, Instant reached, int stored) {
        tx.update("""
                update backfill
                set next_token = ?, reached_at = ?, trades_stored = trades_stored + ?
                where backfill_id = ?
                """, next.value(), reached, stored, backfill.id());
    }

    @WrittenBy(Program.INGESTER)
    public void complete(Transaction tx, Backfill backfill, Instant at) {
        tx.update("update backfill set completed_at = ? where backfill_id = ?", at, backfill.id());
    }

    private static Backfill read(ResultSet columns) throws SQLException {
        return new Backfill(
                columns.getInt("backfill_id"),
                new PagingToken(Columns.text(columns, "upper_token")),
                new PagingToken(Columns.text(columns, "next_token")),
                Columns.findInstant(columns, "upper_at"),
                Columns.instant(columns, "lower_at"),
                Columns.findInstant(columns, "reached_at"),
                columns.getLong("trades_stored"),
                Columns.instant(columns, "started_at"),
                Columns.findInstant(columns, "completed_at"));
    }
}
