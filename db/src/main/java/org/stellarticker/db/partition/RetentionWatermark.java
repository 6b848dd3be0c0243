package org.stellarticker.db.partition;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.db.AdvisoryLock;
import org.stellarticker.db.Columns;
import org.stellarticker.db.LockTimeout;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/**
 * Keeps the midnight (UTC) before which no trade is stored any more. The watermark passes a day before the day is dropped: a
 * later trade would have its candles made anew without the dropped trades.
 */
public final class RetentionWatermark {

    private static final AdvisoryLock LOCK = AdvisoryLock.of("retention watermark");

    /** Returns the watermark; empty before it first moved. */
    public Optional<Instant> find(Transaction tx) {
        return tx.find(
                "select watermark_at from retention_watermark", columns -> Columns.instant(columns, "watermark_at"));
    }

    /** Returns the watermark and keeps it from moving until the end of the transaction, for storing trades. */
    public Optional<Instant> lockShared(Transaction tx) {
        LOCK.lockShared(tx);
        // A statement of its own: one that waited for the lock would still see the earlier row.
        return find(tx);
    }

    /**
     * Waits until no transaction holds the shared lock, and keeps others from taking it until the end of the transaction.
     *
     * @throws LockTimeout if a transaction holds the shared lock for longer
     */
    public void lock(Transaction tx, Duration timeout) {
        tx.waitForLocks(timeout);
        LOCK.lock(tx);
    }

    /**
     * Moves the watermark forward once no transaction holds its shared lock; it never moves back.
     *
     * @param timeout how long to wait; transactions that want the shared lock wait meanwhile
     * @throws LockTimeout if a transaction holds the shared lock for longer
     */
    @WrittenBy(Program.DB_CLEANER)
    public void move(Transaction tx, Instant before, Duration timeout) {
        lock(tx, timeout);
        tx.update("""
                insert into retention_watermark as stored (watermark_at)
                values (?)
                on conflict (only_row) do update
                set watermark_at = greatest(stored.watermark_at, excluded.watermark_at)
                """, before);
    }
}
