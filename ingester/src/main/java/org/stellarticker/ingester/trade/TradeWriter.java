package org.stellarticker.ingester.trade;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.db.trade.RejectedTrade;
import org.stellarticker.db.trade.StoredTrades;
import org.stellarticker.db.trade.TradeConflict;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.ingester.horizon.read.trade.UnreadableTrade;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/**
 * Stores trades for everything that reads them: live trades, backfills, the audit and the re-parser. Rows, conflicts and
 * change marks are written in the caller's transaction, together with its position. The events are its last statements.
 * Metrics and log lines follow the commit.
 */
public final class TradeWriter {

    private static final Logger log = LoggerFactory.getLogger(TradeWriter.class);

    private final TradeStore trades;
    private final IngesterMetrics metrics;
    private final EventLog events = new EventLog();
    private final HoursToAudit hours = new HoursToAudit();

    public TradeWriter(TradeStore trades, IngesterMetrics metrics) {
        this.trades = trades;
        this.metrics = metrics;
    }

    /**
     * Stores the trades that are not stored yet.
     *
     * @param ofNewTrades the kind of event that announces the new trades
     */
    public StoredTrades store(Transaction tx, List<Trade> read, TradeSource source, EventKind ofNewTrades) {
        StoredTrades stored = trades.insert(tx, read, source);
        stored.events(ofNewTrades).forEach(event -> events.append(tx, event));
        tx.afterCommit(() -> metrics.tradesStored(source, stored.count()));
        report(tx, stored.conflicts(), source);
        resolve(tx, read);
        return stored;
    }

    /** Removes the rejected records of trades that can be read now, and has the audit read their hours again. */
    public void resolve(Transaction tx, List<Trade> read) {
        trades.resolve(tx, read).forEach(hour -> hours.enqueue(tx, hour, hour, hour));
    }

    /**
     * Keeps records that cannot be read verbatim, each once.
     *
     * @param near lies in an hour that the audit reads; a record without a position is resolved when that hour agrees
     */
    public void reject(Transaction tx, List<UnreadableTrade> unreadable, TradeSource source, Instant near) {
        reportRejected(
                tx,
                unreadable.stream()
                        .filter(record -> trades.reject(tx, rejected(record, source), near))
                        .toList());
    }

    /** Keeps a record that cannot be read, and notes the hour whose audit it concerns. */
    public void rejectInHour(Transaction tx, UnreadableTrade unreadable, TradeSource source, Instant hour) {
        trades.rejectInHour(tx, rejected(unreadable, source), hour);
    }

    private static RejectedTrade rejected(UnreadableTrade record, TradeSource source) {
        return new RejectedTrade(record.token(), record.body(), record.reason(), source);
    }

    /**
     * Keeps a close time that a ledger itself reports and that is not the one with which its trades are stored.
     *
     * @return whether the conflict was not known yet
     */
    public boolean recordCloseTime(Transaction tx, Ledger stored, Instant receivedAt) {
        List<TradeConflict> conflicts = trades.recordConflict(tx, stored, receivedAt);
        report(tx, conflicts, TradeSource.PAGE);
        return !conflicts.isEmpty();
    }

    /** Gives a ledger another close time, and with it its trades. */
    public void moveLedger(Transaction tx, Ledger stored, Instant closedAt, TradeSource source) {
        List<TradeConflict> moved = trades.moveLedger(tx, stored, closedAt, source);
        StoredTrades.conflictEvent(moved).ifPresent(event -> events.append(tx, event));
        report(tx, moved, source);
    }

    /** Logs one line for all conflicts of a batch, since each has a row of its own. */
    private void report(Transaction tx, Collection<TradeConflict> conflicts, TradeSource source) {
        if (conflicts.isEmpty()) {
            return;
        }
        tx.afterCommit(() -> {
            metrics.tradeConflicts(conflicts.size());
            TradeConflict first = conflicts.iterator().next();
            log.atWarn()
                    .addKeyValue("trades", conflicts.size())
                    .addKeyValue("first", first.id())
                    .addKeyValue("received_from", source.word())
                    .addKeyValue("kept", first.replaced() ? "received values" : "stored values")
                    .log("trade conflict: received values differ from stored ones; trade_conflict has both");
        });
    }

    private void reportRejected(Transaction tx, List<UnreadableTrade> records) {
        if (records.isEmpty()) {
            return;
        }
        tx.afterCommit(() -> {
            metrics.tradesRejected(records.size());
            UnreadableTrade first = records.getFirst();
            log.atWarn()
                    .addKeyValue("records", records.size())
                    .addKeyValue(
                            "paging_token",
                            first.token().map(PagingToken::value).orElse("unknown"))
                    .addKeyValue("because", first.reason())
                    .log("trade records rejected; rejected_trade keeps them verbatim");
        });
    }
}
