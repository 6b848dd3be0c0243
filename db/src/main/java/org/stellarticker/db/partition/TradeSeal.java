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
public final class TradeSeal {

    /** Where the seal is; empty as long as nothing was ever sealed. */
    public Optional<Instant> find(Transaction tx) {
        return tx.find("select sealed_before from trade_seal", columns -> Columns.instant(columns, "sealed_before"));
    }

    /** As {@link #find}, for one who stores trades: to the end of the transaction the seal stays there. */
    public Optional<Instant> hold(Transaction tx) {
        tx.get("select pg_advisory_xact_lock_shared(hashtext('trade_seal'), 0)", _ -> true);
        // A statement of its own, since one that waited for the lock would still see what was before.
        return find(tx);
    }

    /**
     * Moves the seal on, once no transaction holds it; it never moves back.
     *
     * @param patience how long to wait for that, while others who want to hold it wait, too
     * @throws LockTimeout when that was not enough
     */
    @WrittenBy(Program.DB_CLEANER)
    public void move(Transaction tx, Instant before, Duration patience) {
        tx.waitForLocks(patience);
        tx.get("select pg_advisory_xact_lock(hashtext('trade_seal'), 0)", _ -> true);
        tx.update("""
                insert into trade_seal as stored (sealed_before)
                values (?)
                on conflict (only_row) do update
                set sealed_before = greatest(stored.sealed_before, excluded.sealed_before)
                """, before);
    }
}
