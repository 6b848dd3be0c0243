package org.stellarticker.ingester.trade;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.market.Trade;
import org.stellarticker.daemon.trace.LedgerTraces;
import org.stellarticker.daemon.trace.Step;
import org.stellarticker.daemon.trace.TraceId;
import org.stellarticker.db.trade.TradeSource;

/**
 * The steps of live ledgers' traces whose trades were stored. The ingester begins each trace, since it is the first to hear of a
 * ledger, whichever Horizon it is of: the first step is from the close to the commit.
 */
final class StoredLedgers {

    private final LedgerTraces traces;
    /** The last ledger whose trace was begun; what a stream sends in parts is one ledger. */
    private long begun;

    StoredLedgers(LedgerTraces traces) {
        this.traces = traces;
    }

    /** @param from when they had been received */
    void stored(List<Trade> trades, TradeSource source, Instant from, Instant to) {
        if (!traces.areOn()) {
            return;
        }
        trades.stream()
                .collect(Collectors.groupingBy(trade -> trade.id().ledger(), TreeMap::new, Collectors.toList()))
                .forEach((ledger, stored) -> {
                    Instant closedAt = stored.getFirst().ledgerCloseTime();
                    traces.find(ledger, closedAt, to).ifPresent(trace -> {
                        begin(trace, ledger, closedAt, to);
                        traces.add(Step.of(trace, "store trades", from, to)
                                .with("ledger", ledger.value())
                                .with("trades", stored.size())
                                .with("received_from", source.word()));
                    });
                });
    }

    private void begin(TraceId trace, LedgerSequence ledger, Instant closedAt, Instant to) {
        if (ledger.value() > begun) {
            begun = ledger.value();
            // Its clock may be ahead of ours.
            Instant from = closedAt.isBefore(to) ? closedAt : to;
            traces.add(Step.first(trace, "ledger", from, to).with("ledger", ledger.value()));
        }
    }
}
