package org.stellarticker.db.trade;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Reads the close times of ledgers with trades, which {@link TradeStore} stores. */
public final class LedgerStore {

    private static final int MOST_CLOSE_TIMES = 100;

    /** Returns the close time of the newest ledger with trades before this one. */
    public Optional<Instant> findCloseTimeBefore(Transaction tx, LedgerSequence ledger) {
        return tx.find(
                "select closed_at from ledger where sequence < ? order by sequence desc limit 1",
                columns -> Columns.instant(columns, "closed_at"),
                ledger.value());
    }

    /** Returns the newest ledger with trades of a range, both ends inclusive. */
    public Optional<Ledger> findNewest(Transaction tx, LedgerSequence from, LedgerSequence to) {
        return tx.find(
                "select sequence, closed_at from ledger where sequence between ? and ? order by sequence desc limit 1",
                columns -> new Ledger(
                        new LedgerSequence(columns.getLong("sequence")), Columns.instant(columns, "closed_at")),
                from.value(),
                to.value());
    }

    /** Lists the newest ledgers with trades of a range, both ends inclusive, the newest first. */
    public List<Ledger> listNewest(Transaction tx, LedgerSequence from, LedgerSequence to, int most) {
        return tx.list(
                "select sequence, closed_at from ledger where sequence between ? and ? order by sequence desc limit ?",
                columns -> new Ledger(
                        new LedgerSequence(columns.getLong("sequence")), Columns.instant(columns, "closed_at")),
                from.value(),
                to.value(),
                most);
    }

    /** Lists the close times of the newest 100 ledgers with trades of a range, both ends inclusive. */
    public SortedMap<LedgerSequence, Instant> listCloseTimes(Transaction tx, LedgerSequence from, LedgerSequence to) {
        var times = new TreeMap<LedgerSequence, Instant>();
        listNewest(tx, from, to, MOST_CLOSE_TIMES).forEach(ledger -> times.put(ledger.sequence(), ledger.closedAt()));
        return times;
    }

    /** Lists the ledgers with trades of a range, both ends inclusive, the oldest first. */
    public List<Ledger> listBetween(Transaction tx, LedgerSequence from, LedgerSequence to) {
        return tx.list(
                "select sequence, closed_at from ledger where sequence between ? and ? order by sequence",
                columns -> new Ledger(
                        new LedgerSequence(columns.getLong("sequence")), Columns.instant(columns, "closed_at")),
                from.value(),
                to.value());
    }

    /** Returns the newest ledger with trades that closed before an instant. */
    public Optional<LedgerSequence> findLastBefore(Transaction tx, Instant instant) {
        return tx.find(
                "select sequence from ledger where closed_at < ? order by sequence desc limit 1",
                columns -> new LedgerSequence(columns.getLong("sequence")),
                instant);
    }

    /** Returns the first ledger with trades that closed at an instant or later. */
    public Optional<LedgerSequence> findFirstSince(Transaction tx, Instant time) {
        return tx.find(
                "select min(sequence) as first from ledger where closed_at >= ? having count(*) > 0",
                columns -> new LedgerSequence(columns.getLong("first")),
                time);
    }

    /**
     * Deletes the oldest ledgers that closed before an instant.
     *
     * @return how many; fewer than {@code most} when these were all
     */
    @WrittenBy(Program.DB_CLEANER)
    public int deleteBefore(Transaction tx, Instant before, int most) {
        return tx.updateReplanned("""
                delete from ledger
                where sequence = any(array(
                    select sequence
                    from ledger
                    where closed_at < ?
                        -- The audit of a restored day begins at the last ledger before it.
                        and not exists (
                            select
                            from restored_day
                            where (closed_at at time zone 'UTC')::date between day - 1 and day)
                    order by sequence
                    limit ?
                ))
                """, before, most);
    }
}
