package org.stellarticker.jsongenerator;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.daemon.trace.LedgerTraces;
import org.stellarticker.daemon.trace.ShownLedgers;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.db.Database;
import org.stellarticker.db.cursor.NetworkStore;
import org.stellarticker.db.trade.LedgerStore;

/** The step of ledgers' traces that ends when a file shows them. */
final class PublishedLedgers {

    private final ShownLedgers ledgers;
    private final Clock clock;

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
            newest.ifPresent(trade -> ledgers.shown(trade, from, now()));
        }
    }
}
