package org.stellarticker.sandbox.network;

import java.io.IOException;
import java.time.Instant;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.sandbox.journal.ClosedLedger;

/** Makes the next ledgers of a network. */
@FunctionalInterface
public interface LedgerSource {

    /** Returns the next ledger, which closes at that time; each ledger is requested once, in order. */
    ClosedLedger next(LedgerSequence sequence, Instant closedAt) throws IOException, InterruptedException;

    /** Returns whether more waits for a ledger than the last one took: the next one closes at once then. */
    default boolean hasMore() {
        return false;
    }
}
