package org.stellarticker.db.partition;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.db.Columns;
import org.stellarticker.db.LockTimeout;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/**
 * The midnight (UTC) before which trades are taken in no more. A day is sealed first and dropped later: a trade that came
 * in between, or after, would have its candles made anew without the trades that are gone.
 */
public final class RetentionWatermark {

    /** Where the seal is; empty as long as nothing was ever sealed. */
    public Optional<Instant> find(Transaction tx) {
        return tx.find(
                "select watermark_at from retention_watermark", columns -> Columns.instant(columns, "watermark_at"));
    }

    /** As {@link #find}, for one who stores trades: to the end of the transaction the seal stays there. */
    public Optional<Instant> hold(Transaction tx) {
        tx.get("select pg_advisory_xact_lock_shared(hashtext('retention_watermark'), 0)", _ -> true);
        // A statement of its own, since one that waited for the lock would still see what was before.
        return find(tx);
    }

    /**
     * Moves the seal on, once no transaction holds it; it never moves back.
     *
     * @param timeout how long to wait for that, while others who want to hold it wait, too
     * @throws LockTimeout when that was not enough
     */
    @WrittenBy(Program.DB_CLEANER)
    public void move(Transaction tx, Instant before, Duration timeout) {
        tx.waitForLocks(timeout);
        tx.get("select pg_advisory_xact_lock(hashtext('retention_watermark'), 0)", _ -> true);
        tx.update("""
                insert into retention_watermark as stored (watermark_at)
                values (?)
                on conflict (only_row) do update
                set watermark_at = greatest(stored.watermark_at, excluded.watermark_at)
                """, before);
    }
}
