package org.stellarticker.ingester.horizon;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.ledger.LedgerSequence;

/**
 * What a Horizon says of itself in its root document.
 *
 * @param passphrase names the network
 * @param newest the newest ledger whose trades can be asked for
 * @param newestClosedAt when the newest one closed; empty when it does not tell
 * @param elder the oldest one
 */
public record Network(
        String passphrase, LedgerSequence newest, Optional<Instant> newestClosedAt, LedgerSequence elder) {

    /** The first that a network closes after its genesis. */
    private static final LedgerSequence FIRST_CLOSED = new LedgerSequence(2);

    /** Whether there is history that this Horizon does not keep. */
    public boolean forgets() {
        return elder.compareTo(FIRST_CLOSED) > 0;
    }
}
