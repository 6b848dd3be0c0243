package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Instant;
import org.stellarticker.db.Database;
import org.stellarticker.db.trade.Ledger;

/** Records ledgers that report another close time than their trades, and enqueues their hours for the audit. */
public final class CloseTimeConflicts {

    private final Database database;
    private final TradeWriter writer;
    private final Clock clock;
    private final HoursToAudit hours = new HoursToAudit();

    public CloseTimeConflicts(Database database, TradeWriter writer, Clock clock) {
        this.database = database;
        this.writer = writer;
        this.clock = clock;
    }

    /** @param receivedAt the close time that the ledger itself reports */
    void record(Ledger stored, Instant receivedAt) {
        database.commit(tx -> {
            if (writer.recordCloseTime(tx, stored, receivedAt)) {
                hours.enqueue(tx, stored.closedAt(), stored.closedAt(), clock.instant());
            }
        });
    }
}
