package org.stellarticker.daemon.trace;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;

/**
 * The step of a program that shows the network's state again and again: with each version, one for each ledger that it is the
 * first to show. A ledger whose trades come in parts may have several. For use by one thread.
 */
public final class ShownLedgers {

    /** Finds the close times of ledgers with trades. */
    @FunctionalInterface
    public interface Ledgers {

        /** Returns those of a range, both ends inclusive, or the newest of them. */
        Map<LedgerSequence, Instant> between(LedgerSequence from, LedgerSequence to);
    }

    private final LedgerTraces traces;
    private final String step;
    private final Ledgers ledgers;

    /** What was shown before the program started is not known. */
    private Optional<TradeId> last = Optional.empty();

    public ShownLedgers(LedgerTraces traces, String step, Ledgers ledgers) {
        this.traces = traces;
        this.step = step;
        this.ledgers = ledgers;
    }

    public boolean areTraced() {
        return traces.areOn();
    }

    /**
     * Adds the steps of a version.
     *
     * @param newest the newest trade that it shows
     * @param from when the work on it began
     * @param to when it could be seen
     */
    public void shown(TradeId newest, Instant from, Instant to) {
        Optional<TradeId> before = last.filter(known -> known.compareTo(newest) < 0);
        if (last.isEmpty() || before.isPresent()) {
            last = Optional.of(newest);
        }
        before.ifPresent(known -> ledgers.between(first(known, newest), newest.ledger())
                .forEach((ledger, closedAt) -> traces.find(ledger, closedAt, to)
                        .ifPresent(trace ->
                                traces.add(Step.of(trace, step, from, to).with("ledger", ledger.value())))));
    }

    /** Returns the ledger after the one that was shown, or that one when more of its trades are shown now. */
    private static LedgerSequence first(TradeId before, TradeId newest) {
        return before.ledger().equals(newest.ledger())
                ? newest.ledger()
                : before.ledger().next();
    }
}
