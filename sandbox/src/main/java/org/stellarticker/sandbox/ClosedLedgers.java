package org.stellarticker.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.daemon.trace.LedgerTraces;
import org.stellarticker.daemon.trace.Step;
import org.stellarticker.daemon.trace.TraceId;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.network.PlayedNetwork;

/**
 * The steps of traces that end with a ledger in the journal: the ledger's own, and the last one of each order that was filled there,
 * which links to the ledger's trace.
 */
final class ClosedLedgers {

    private final Traces traces;
    private final LedgerTraces ledgers;
    private final PlayedNetwork network;
    private final Clock clock;

    ClosedLedgers(Traces traces, PlayedNetwork network, Clock clock) {
        this.traces = traces;
        this.ledgers = new LedgerTraces(
                traces, () -> Optional.of(network.journal().header().networkPassphrase()));
        this.network = network;
        this.clock = clock;
    }

    /**
     * Adds the steps of the ledger that the network made last. Of one without trades nobody else hears, so it has no trace.
     *
     * @param begun when the work on it began
     */
    void closed(ClosedLedger ledger, Instant begun) {
        if (ledgers.areOn() && !ledger.trades().isEmpty()) {
            Instant ended = clock.instant();
            ledgers.find(ledger.sequence(), ledger.closedAt(), ended).ifPresent(trace -> {
                traces.add(Step.of(trace, "close ledger", begun, ended)
                        .with("ledger", ledger.sequence().value())
                        .with("trades", ledger.trades().size()));
                fills(ledger, trace, ended);
            });
        }
    }

    private void fills(ClosedLedger ledger, TraceId trace, Instant ended) {
        network.filledOrders(traces::follow)
                .forEach((order, filledAt) ->
                        traces.add(Step.of(TraceId.ofOrder(order), "fill in ledger", earlier(filledAt, ended), ended)
                                .with("ledger", ledger.sequence().value())
                                .linkedTo(trace)));
    }

    /** The time of a fill is another program's. */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
