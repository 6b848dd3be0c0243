package org.stellarticker.ingester.reconcile;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.audit.AuditState;
import org.stellarticker.db.audit.AuditWindow;
import org.stellarticker.db.audit.AuditWindowStore;
import org.stellarticker.db.audit.HourObservation;
import org.stellarticker.db.audit.ReadSpan;
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.db.trade.LedgerStore;
import org.stellarticker.db.trade.RejectedTrade;
import org.stellarticker.db.trade.StoredTrades;
import org.stellarticker.db.trade.TradeConflict;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.db.work.RetryQueue;
import org.stellarticker.db.work.RetryTask;
import org.stellarticker.ingester.horizon.UnreadableTrade;

/**
 * Where the audit's readings become rows: trades that were missing, what it comes to in each hour, and the place up to which
 * it was read, in one transaction.
 */
final class AuditRepository {

    private static final Logger log = LoggerFactory.getLogger(AuditRepository.class);

    /** What is not there now may be on its way. */
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private final Database database;
    private final TradeStore trades;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final CursorStore cursors = new CursorStore();
    private final BackfillStore backfills = new BackfillStore();
    private final LedgerStore ledgers = new LedgerStore();
    private final RetentionWatermark watermark = new RetentionWatermark();
    private final AuditWindowStore windows = new AuditWindowStore();
    private final RetryQueue retries = new RetryQueue(new SecureRandom());
    private final EventLog events = new EventLog();

    AuditRepository(Database database, TradeStore trades, Clock clock, MeterRegistry metrics) {
        this.database = database;
        this.trades = trades;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * How far everything is.
     *
     * @param cursor where the second reader is
     * @param live where the live stream is
     * @param reached when the last trade before the cursor closed; empty when none is known
     */
    record State(TradeId cursor, TradeId live, Optional<Instant> reached) {}

    /** Empty before the first start has fixed the seam. */
    Optional<State> state() {
        return database.snapshot(tx -> cursors.find(tx, CursorStore.TRADES).map(live -> {
            TradeId cursor = cursor(tx, live.token());
            return new State(
                    cursor, TradeRange.position(live.token()), ledgers.findCloseTimeBefore(tx, ledgerAfter(cursor)));
        }));
    }

    /** Begins at the seam, and never before what is kept: what is stored there is on its way out. */
    private TradeId cursor(Transaction tx, PagingToken live) {
        PagingToken stored = cursors.find(tx, CursorStore.AUDIT)
                .map(Cursor::token)
                .or(() -> backfills.first(tx).map(Backfill::upper))
                .orElse(live);
        TradeId cursor = TradeRange.position(stored);
        return watermark
                .find(tx)
                .flatMap(midnight -> ledgers.findLastBefore(tx, midnight))
                .map(ledger -> TradeRange.position(PagingToken.before(ledger.next())))
                .filter(kept -> kept.compareTo(cursor) > 0)
                .orElse(cursor);
    }

    /** The first ledger that lies wholly after a place, or that the place lies before. */
    private static LedgerSequence ledgerAfter(TradeId position) {
        boolean beforeItsLedger = position.toid() == position.ledger().firstToid();
        return beforeItsLedger ? position.ledger() : position.ledger().next();
    }

    /** Where reading an hour again begins. */
    TradeId positionBefore(Instant hour) {
        return database.snapshot(tx -> ledgers.findLastBefore(tx, hour)
                .map(ledger -> TradeRange.position(PagingToken.before(ledger.next())))
                .or(() -> backfills.first(tx).map(Backfill::next).map(TradeRange::position))
                .orElseGet(() -> new TradeId(0, 0)));
    }

    /** Holds a stretch against what is stored, adds what is missing, and moves the second reader behind it. */
    Collection<HourObservation> take(TradeRange range) {
        return database.transaction(tx -> {
            var hours = add(tx, range);
            cursors.save(tx, new Cursor(CursorStore.AUDIT, range.upTo().token()));
            return hours;
        });
    }

    /** Notes what is stored of a stretch in which Horizon tells no trades. */
    void note(TradeRange empty) {
        database.commit(tx -> add(tx, empty));
    }

    private Collection<HourObservation> add(Transaction tx, TradeRange range) {
        var hours = repair(tx, range);
        hours.forEach(hour -> windows.add(tx, hour));
        return hours;
    }

    /** As {@link #take}, of an hour that is read again: what it comes to is told when the hour is through. */
    Collection<HourObservation> takeAgain(TradeRange range) {
        return database.transaction(tx -> repair(tx, range));
    }

    private Collection<HourObservation> repair(Transaction tx, TradeRange page) {
        // Of a day that is on its way out nothing is held against anything.
        TradeRange range = watermark.hold(tx).map(page::since).orElse(page);
        Comparison before = Comparison.of(range, stored(tx, range));
        Comparison after = before;
        range.unreadable().forEach(record -> reject(tx, record, before.hourOf(record)));
        if (!before.wanted().isEmpty()) {
            StoredTrades added = trades.insert(tx, before.wanted(), TradeSource.REPAIR);
            added.events(EventKind.WINDOW_REPAIRED).forEach(event -> events.append(tx, event));
            if (!added.conflicts().isEmpty()) {
                tx.afterCommit(() -> log(added.conflicts()));
            }
            after = Comparison.of(range, stored(tx, range));
        }
        var hours = before.hours(after);
        tx.afterCommit(() -> count(hours));
        return hours;
    }

    private List<Trade> stored(Transaction tx, TradeRange range) {
        return trades.list(tx, range.from(), range.to()).stream()
                .filter(trade -> range.holds(trade.id()))
                .toList();
    }

    private void log(List<TradeConflict> conflicts) {
        count("ticker.trades.conflicts", "trades told with other values than stored", conflicts.size());
        TradeConflict first = conflicts.getFirst();
        log.atWarn()
                .addKeyValue("trades", conflicts.size())
                .addKeyValue("first", first.id())
                .addKeyValue("stands", first.replaced() ? "what is told now" : "what was stored")
                .log("a trade is told with other values than stored; trade_conflict keeps both");
    }

    /** Returns the ledgers that are stored with another close time than these trades tell, as they tell it. */
    Collection<Ledger> contradictedLedgers(List<Trade> trades) {
        if (trades.isEmpty()) {
            return List.of();
        }
        Map<LedgerSequence, Instant> stored = database
                .snapshot(tx -> ledgers.listBetween(
                        tx,
                        trades.getFirst().id().ledger(),
                        trades.getLast().id().ledger()))
                .stream()
                .collect(toMap(Ledger::sequence, Ledger::closedAt));
        return trades.stream()
                .map(trade -> new Ledger(trade.id().ledger(), trade.ledgerCloseTime()))
                .filter(ledger -> stored.containsKey(ledger.sequence())
                        && !ledger.closedAt().equals(stored.get(ledger.sequence())))
                .collect(toSet());
    }

    /** Gives a ledger another close time; its trades are told anew. */
    void moveLedger(Ledger ledger) {
        List<TradeConflict> conflicts =
                database.transaction(tx -> ledgers.findNewest(tx, ledger.sequence(), ledger.sequence())
                        .map(stored -> trades.moveLedger(tx, stored, ledger.closedAt(), TradeSource.REPAIR))
                        .orElseGet(List::of));
        if (!conflicts.isEmpty()) {
            log(conflicts);
        }
    }

    private void reject(Transaction tx, UnreadableTrade record, Instant hour) {
        trades.reject(tx, new RejectedTrade(record.token(), record.body(), record.reason(), TradeSource.REPAIR), hour);
    }

    /**
     * Decides the hours of which all was read.
     *
     * @param reached up to when the second reader is, exclusive
     * @return the time of which all was read; empty as long as there is none
     */
    Optional<ReadSpan> decide(Instant reached) {
        return database.transaction(tx -> {
            Optional<ReadSpan> read = span(tx, reached);
            Instant now = clock.instant();
            read.ifPresent(span -> windows.decide(tx, span, now).forEach(window -> decided(tx, window, now)));
            return read;
        });
    }

    /** As {@link #decide} would see it. */
    Optional<ReadSpan> span(Instant reached) {
        return database.snapshot(tx -> span(tx, reached));
    }

    private Optional<ReadSpan> span(Transaction tx, Instant reached) {
        return backfills.first(tx).map(backfill -> {
            Instant boundary = ledgers.findCloseTimeBefore(
                            tx, TradeRange.position(backfill.upper()).ledger())
                    .orElse(backfill.startedAt());
            Instant from = BackfillCoverage.wholeFrom(backfill).orElseGet(() -> Hours.from(boundary));
            Instant kept = watermark.find(tx).orElse(from);
            return new ReadSpan(kept.isAfter(from) ? kept : from, boundary, Hours.of(reached));
        });
    }

    private void decided(Transaction tx, AuditWindow window, Instant now) {
        if (window.state() == AuditState.AGREED) {
            log.atDebug().addKeyValue("hour", window.hour()).log("an hour agrees");
            return;
        }
        retries.enqueue(tx, AuditWindowStore.HOUR_TO_READ, window.hour().toString(), "", now.plus(FIRST_PAUSE));
        log.atWarn()
                .addKeyValue("hour", window.hour())
                .addKeyValue("state", window.state().word())
                .addKeyValue("trades", window.tradesRead())
                .addKeyValue("repaired", window.tradesRepaired())
                .addKeyValue("because", window.reason())
                .log("an hour was not stored as Horizon tells it");
    }

    /** The hour whose next reading is due; empty when none is. */
    Optional<RetryTask> retries() {
        return database.snapshot(tx -> retries.listDue(tx, AuditWindowStore.HOUR_TO_READ, clock.instant(), 1)).stream()
                .findFirst();
    }

    /** The begin of the hour that is owed. */
    static Instant hour(RetryTask work) {
        return Instant.parse(work.key());
    }

    /** Decides an hour that was read again whole. */
    void decideAgain(RetryTask work, HourObservation result) {
        Instant now = clock.instant();
        database.commit(tx -> {
            windows.decideAgain(tx, result, now);
            if (result.state() == AuditState.AGREED) {
                retries.complete(tx, work);
            } else {
                retries.reschedule(tx, work, (result.state().word() + " " + result.reason()).strip(), now);
            }
        });
        log.atInfo()
                .addKeyValue("hour", result.hour())
                .addKeyValue("state", result.state().word())
                .addKeyValue("trades", result.read())
                .addKeyValue("because", result.reason())
                .log("an hour was read again");
    }

    private void count(Collection<HourObservation> hours) {
        long repaired = hours.stream().mapToLong(HourObservation::repaired).sum();
        long disputed = hours.stream().mapToLong(HourObservation::disputed).sum();
        count("ticker.audit.repaired", "trades that were missing and the audit added", repaired);
        count("ticker.audit.disputed", "trades that the audit read otherwise than stored", disputed);
    }

    private void count(String name, String description, long more) {
        Counter.builder(name).description(description).register(metrics).increment((double) more);
    }
}
