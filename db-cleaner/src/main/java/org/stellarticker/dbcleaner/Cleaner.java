package org.stellarticker.dbcleaner;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.audit.AuditWindowStore;
import org.stellarticker.db.candle.CandleChangeStore;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.candle.HorizonCandleStore;
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.db.trade.LedgerStore;
import org.stellarticker.db.trade.RejectedTradeStore;
import org.stellarticker.db.trade.TradeStore;

/**
 * Deletes what is past its retention, in steps that may each be repeated and killed.
 *
 * <p>A wider candle is made anew from all finer ones in it, and a minute's from all its trades. So none of these may be deleted
 * while one of its trades may still come: only settled time is deleted, whatever its age.
 */
final class Cleaner {

    /** Rows in a transaction: some hundredths of a second of work. */
    private static final int BATCH = 10_000;

    private static final String HORIZON_CANDLE = "horizon_candle";
    private static final String EMPTIED_CANDLE = "emptied_candle";
    private static final String AUDIT_WINDOW = "audit_window";
    private static final String LEDGER = "ledger";
    private static final String REJECTED_TRADE = "rejected_trade";
    private static final String TRADE_CONFLICT = "trade_conflict";
    private static final String EVENT_LOG = "event_log";
    private static final String CANDLE_CHANGE = "candle_change";
    private static final String PROGRAM_STATUS = "program_status";

    /** All tables whose rows a pass may delete. */
    static final List<String> TABLES = Stream.of(
                    CandleInterval.stored().stream().map(Cleaner::candleTable),
                    AccountRows.TABLES.stream(),
                    SubscriptionRows.TABLES.stream(),
                    Stream.of(
                            HORIZON_CANDLE,
                            EMPTIED_CANDLE,
                            AUDIT_WINDOW,
                            LEDGER,
                            REJECTED_TRADE,
                            TRADE_CONFLICT,
                            EVENT_LOG,
                            CANDLE_CHANGE,
                            PROGRAM_STATUS,
                            JournalRows.TABLE))
            .flatMap(tables -> tables)
            .toList();

    private final Database database;
    private final TradeDays days;
    private final Retention retention;
    private final Clock clock;

    private final TradeStore trades;
    private final LedgerStore ledgers = new LedgerStore();
    private final CursorStore cursors = new CursorStore();
    private final BackfillStore backfills = new BackfillStore();
    private final CandleStore candles = new CandleStore();
    private final EventLog events = new EventLog();
    private final CandleChangeStore candleChanges = new CandleChangeStore();
    private final HorizonCandleStore horizonCandles = new HorizonCandleStore();
    private final AuditWindowStore windows = new AuditWindowStore();
    private final ProgramStatusStore reports = new ProgramStatusStore();
    private final AccountRows accounts;
    private final JournalRows journal;
    private final SubscriptionRows subscriptions;

    Cleaner(Database database, Retention retention, Clock clock) {
        this.database = database;
        this.days = new TradeDays(database, retention, clock);
        this.retention = retention;
        this.clock = clock;
        this.trades = new TradeStore(database);
        this.accounts = new AccountRows(database);
        this.subscriptions = new SubscriptionRows(database);
        this.journal = new JournalRows(database, retention.journal());
    }

    private static String candleTable(CandleInterval interval) {
        return "candle_" + interval.word();
    }

    /** Makes one pass. */
    Cleaned clean() {
        days.keepAhead();
        Optional<Instant> present = database.snapshot(this::present);
        Optional<String> notExpired = present.map(this::expirable).flatMap(days::expire);
        Cleaned.Days cleanedDays = days.dropExpired(notExpired);

        var rows = new LinkedHashMap<String, Long>();
        present.ifPresent(now -> days.unneededBefore().ifPresent(before -> deleteSettled(rows, now, before)));
        deleteOld(rows);
        return new Cleaned(cleanedDays, rows);
    }

    /**
     * Returns the instant from which ages count back: up to it the live stream's trades are all stored. So neither a clock that
     * is ahead nor a stopped stream costs what the windows need. Empty before the first trades.
     */
    private Optional<Instant> present(Transaction tx) {
        Instant now = clock.instant();
        return cursors.find(tx, CursorStore.TRADES)
                .map(cursor -> TradeId.parse(cursor.token().value()).ledger())
                // The cursor's own ledger may be stored in part.
                .flatMap(ledger -> ledgers.findCloseTimeBefore(tx, ledger))
                .map(stored -> earlier(stored, now));
    }

    /** Returns the instant before which trades may expire; the range of a running backfill may not. */
    private Instant expirable(Instant present) {
        Instant oldestKept = present.minus(retention.trades());
        return database.snapshot(backfills::open)
                .map(Backfill::lowerTime)
                .map(lower -> earlier(lower, oldestKept))
                .orElse(oldestKept);
    }

    private void deleteSettled(Map<String, Long> rows, Instant present, Instant settled) {
        for (CandleInterval interval : CandleInterval.stored()) {
            retention.candles(interval).ifPresent(kept -> {
                // Whole days, so that a day is there in hours and minutes or not at all.
                Instant before = earlier(settled, present.minus(kept).truncatedTo(ChronoUnit.DAYS));
                rows.put(candleTable(interval), inBatches(tx -> candles.deleteBefore(tx, interval, before, BATCH)));
                rows.merge(
                        HORIZON_CANDLE,
                        (long) database.transaction(tx -> horizonCandles.deleteBefore(tx, interval, before)),
                        Long::sum);
                rows.merge(
                        EMPTIED_CANDLE,
                        (long) database.transaction(tx -> candles.deleteEmptiedBefore(tx, interval, before)),
                        Long::sum);
            });
        }
        rows.put(AUDIT_WINDOW, (long) database.transaction(tx -> windows.deleteBefore(tx, settled)));
        rows.put(LEDGER, inBatches(tx -> ledgers.deleteBefore(tx, settled, BATCH)));
    }

    private void deleteOld(Map<String, Long> rows) {
        Instant now = clock.instant();
        Instant rejectedBefore = now.minus(retention.rejected());
        Instant silentSince = now.minus(Retention.SILENT_COPIES);
        rows.put(REJECTED_TRADE, (long)
                database.transaction(tx -> RejectedTradeStore.deleteOld(tx, rejectedBefore, retention.rejectedRows())));
        rows.put(TRADE_CONFLICT, (long)
                database.transaction(tx -> trades.deleteConflicts(tx, rejectedBefore, retention.rejectedRows())));
        Instant reportedBefore = now.minus(retention.events());
        rows.put(EVENT_LOG, inBatches(tx -> events.deleteBefore(tx, reportedBefore, BATCH)));
        rows.put(CANDLE_CHANGE, inBatches(tx -> candleChanges.deleteBefore(tx, reportedBefore, BATCH)));
        rows.put(PROGRAM_STATUS, (long) database.transaction(tx -> reports.deleteSilentSince(tx, silentSince)));
        accounts.delete(rows, now);
        rows.put(JournalRows.TABLE, journal.delete(now));
        subscriptions.delete(rows, now);
    }

    /** Runs a batch until one is not full or the program ends; returns the number of rows. */
    private long inBatches(Database.Work<Integer> batch) {
        long all = 0;
        int some = BATCH;
        while (some == BATCH && !Thread.currentThread().isInterrupted()) {
            some = database.transaction(batch);
            all += some;
        }
        return all;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
