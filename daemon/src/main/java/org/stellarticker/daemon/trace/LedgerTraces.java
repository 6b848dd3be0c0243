package org.stellarticker.daemon.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.stellarticker.core.ledger.LedgerSequence;

/** The traces of one network's ledgers: of those that close now, not of history. For use by one thread. */
public final class LedgerTraces {

    /** History that is read later is none of what is going on, and there is much of it. */
    private static final Duration LIVE = Duration.ofMinutes(10);

    private final Traces traces;
    private final Supplier<Optional<String>> passphrase;
    private Optional<String> network = Optional.empty();

    /** @param passphrase finds the network's; empty while it is unknown */
    public LedgerTraces(Traces traces, Supplier<Optional<String>> passphrase) {
        this.traces = traces;
        this.passphrase = passphrase;
    }

    /** Returns traces that nobody collects. */
    public static LedgerTraces off() {
        return new LedgerTraces(Traces.off(), Optional::empty);
    }

    public boolean areOn() {
        return traces.areOn();
    }

    /** Finds the trace of a ledger; empty when it is not traced. */
    public Optional<TraceId> find(LedgerSequence ledger, Instant closedAt, Instant now) {
        if (!areOn() || closedAt.isBefore(now.minus(LIVE))) {
            return Optional.empty();
        }
        network = network.or(passphrase);
        return network.map(found -> TraceId.ofLedger(found, ledger));
    }

    public void add(Step step) {
        traces.add(step);
    }
}
