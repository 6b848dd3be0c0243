package org.stellarticker.ingester.horizon.client;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.ledger.LedgerSequence;

/**
 * What Horizon's root document reports.
 *
 * @param passphrase names the network
 * @param newest the newest ledger whose trades can be read
 * @param newestClosedAt when the newest ledger closed; empty when it is not reported
 * @param elder the oldest ledger
 */
public record Network(
        String passphrase, LedgerSequence newest, Optional<Instant> newestClosedAt, LedgerSequence elder) {

    /** The first ledger that a network closes after its genesis. */
    private static final LedgerSequence FIRST_CLOSED = new LedgerSequence(2);

    /** Returns whether there is history that this Horizon does not keep. */
    public boolean isTrimmed() {
        return elder.compareTo(FIRST_CLOSED) > 0;
    }

    /** Returns whether this Horizon keeps a ledger, or will keep it when it closes. */
    public boolean keeps(LedgerSequence ledger) {
        return ledger.compareTo(elder) >= 0;
    }
}
