package org.stellarticker.jsongenerator;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.daemon.trace.LedgerTraces;
import org.stellarticker.daemon.trace.ShownLedgers;
import org.stellarticker.daemon.trace.TraceQueue;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.cursor.NetworkStore;
import org.stellarticker.db.trade.LedgerStore;

/** The step of ledgers' traces that ends when a file shows them. While the database is unavailable, it is left out. */
final class PublishedLedgers {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedLedgers.class);

    private final ShownLedgers ledgers;
    private final Clock clock;
    private final TraceQueue queue = new TraceQueue();

    PublishedLedgers(Database database, String file, Traces traces, Clock clock) {
        this.clock = clock;
        var store = new LedgerStore();
        this.ledgers = new ShownLedgers(
                new LedgerTraces(traces, () -> database.snapshot(new NetworkStore()::find)),
                "publish " + file,
                (from, to) -> database.snapshot(tx -> store.listCloseTimes(tx, from, to)));
    }

    Instant now() {
        return clock.instant();
    }

    /** @param newest the newest trade of what changed in the file */
    void published(Optional<TradeId> newest, Instant from) {
        if (ledgers.areTraced()) {
            Instant to = now();
            newest.ifPresent(trade -> queue.add(() -> shown(trade, from, to)));
        }
    }

    private void shown(TradeId newest, Instant from, Instant to) {
        try {
            ledgers.shown(newest, from, to);
        } catch (DatabaseUnavailable away) {
            LOG.atDebug().addKeyValue("reason", away.getMessage()).log("a version is in no trace");
        }
    }
}
