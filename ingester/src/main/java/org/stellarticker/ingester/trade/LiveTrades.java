package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Instant;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.daemon.trace.LedgerTraces;
import org.stellarticker.db.Database;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.ingester.horizon.read.trade.TradeBatch;

/**
 * Stores live trades and moves the live cursor, in one transaction. After a kill at any moment, reading resumes after the
 * trades that are stored. A trade that is read twice is stored once.
 */
public final class LiveTrades {

    private final Database database;
    private final TradeWriter writer;
    private final Clock clock;
    private final StoredLedgers ledgers;
    private final CursorStore cursors = new CursorStore();

    public LiveTrades(Database database, TradeWriter writer, Clock clock, LedgerTraces traces) {
        this.database = database;
        this.writer = writer;
        this.clock = clock;
        this.ledgers = new StoredLedgers(traces);
    }

    /**
     * Stores a batch in ascending order, and moves the live cursor to its end.
     *
     * @return how many trades were new
     */
    int store(TradeBatch batch, TradeSource source) {
        Instant received = clock.instant();
        int count = database.transaction(tx -> {
            // Its own hour is not later, and so the audit reads that first.
            writer.reject(tx, batch.unreadable(), source, clock.instant());
            var stored = writer.store(tx, batch.trades(), source, EventKind.TRADES_STORED);
            cursors.save(tx, new Cursor(CursorStore.TRADES, batch.upTo()));
            return stored.count();
        });
        ledgers.stored(batch.trades(), source, received, clock.instant());
        return count;
    }
}
