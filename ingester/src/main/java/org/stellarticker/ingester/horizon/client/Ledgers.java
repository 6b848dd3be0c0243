package org.stellarticker.ingester.horizon.client;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.ledger.LedgerSequence;

/** Requests the root document, which names the newest ledger, and the close times of ledgers. */
public final class Ledgers {

    private final Requests requests;
    private final Purpose purpose;

    public Ledgers(Requests requests, Purpose purpose) {
        this.requests = requests;
        this.purpose = purpose;
    }

    /** Waits for the root document. */
    public Network awaitNetwork() throws InterruptedException {
        Network network = requests.await(server -> server, SdkModels::network, purpose);
        Instant now = requests.clock().instant();
        network.newestClosedAt().ifPresent(closed -> requests.clockCheck().newestLedger(closed, now));
        return network;
    }

    /**
     * Waits for the newest ledger; empty when the root document and the ledger itself do not agree. A position does not move
     * on the word of one document.
     */
    public Optional<LedgerSequence> awaitClosedLedger() throws InterruptedException {
        Network network = awaitNetwork();
        Optional<Instant> closedAt = tryCloseTime(network.newest()).find();
        boolean agreed = closedAt.isPresent()
                && network.newestClosedAt().map(closedAt.get()::equals).orElse(true);
        return agreed ? Optional.of(network.newest()) : Optional.empty();
    }

    /** Reads when a ledger closed. */
    public Result<Instant> tryCloseTime(LedgerSequence ledger) throws InterruptedException {
        return requests.tryFew(
                server -> server.newBuilder()
                        .addPathSegment("ledgers")
                        .addPathSegment(Long.toString(ledger.value()))
                        .build(),
                SdkModels::closeTime,
                purpose);
    }
}
