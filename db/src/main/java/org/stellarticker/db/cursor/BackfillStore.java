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

/** How far the past was paged. */
public final class BackfillStore {

    /** The first of those that are not complete yet. */
    public Optional<Backfill> open(Transaction tx) {
        return tx.find(
                "select * from backfill where completed_at is null order by backfill_id limit 1", BackfillStore::read);
    }

    /** All that ever began, in their order. */
    public List<Backfill> list(Transaction tx) {
        return tx.list("select * from backfill order by backfill_id", BackfillStore::read);
    }

    /** The one that began at the seam, from which on the live stream is read. */
    public Optional<Backfill> first(Transaction tx) {
        return tx.find("select * from backfill order by backfill_id limit 1", BackfillStore::read);
    }

    /** Begins the one that pages from {@code upper}, where the live stream began, down to {@code lowerTime}. */
    @WrittenBy(Program.INGESTER)
    public void begin(Transaction tx, PagingToken upper, Instant lowerTime) {
        begin(tx, upper, Optional.empty(), lowerTime);
    }

    /** Begins one that was asked for by hand, for the time from {@code lowerTime} up to {@code upperTime}. */
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
     * Moves on by a page, in the transaction that stores it.
     *
     * @param next the oldest place of the page
     * @param reached its close time
     * @param stored how many trades of the page were new
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
