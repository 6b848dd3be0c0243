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
import org.stellarticker.db.audit.HourReading;
import org.stellarticker.db.audit.ReadSpan;
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.partition.TradeSeal;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.db.trade.LedgerStore;
import org.stellarticker.db.trade.RejectedTrade;
import org.stellarticker.db.trade.StoredTrades;
import org.stellarticker.db.trade.TradeConflict;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.db.work.OwedWork;
import org.stellarticker.db.work.OwedWorkStore;
import org.stellarticker.ingester.horizon.UnreadableTrade;

/**
 * Where the audit's readings become rows: trades that were missing, what it comes to in each hour, and the place up to which
 * it was read, in one transaction.
 */
final class AuditBook {

    private static final Logger log = LoggerFactory.getLogger(AuditBook.class);

    /** What is not there now may be on its way. */
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private final Database database;
    private final TradeStore trades;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final CursorStore cursors = new CursorStore();
    private final BackfillStore backfills = new BackfillStore();
    private final LedgerStore ledgers = new LedgerStore();
    private final TradeSeal seal = new TradeSeal();
    private final AuditWindowStore windows = new AuditWindowStore();
    private final OwedWorkStore owed = new OwedWorkStore(new SecureRandom());
    private final EventLog events = new EventLog();

    AuditBook(Database database, TradeStore trades, Clock clock, MeterRegistry metrics) {
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
            return new State(cursor, Stretch.place(live.token()), ledgers.findCloseTimeBefore(tx, ledgerAfter(cursor)));
        }));
    }

    /** Begins at the seam, and never before what is kept: what is stored there is on its way out. */
    private TradeId cursor(Transaction tx, PagingToken live) {
        PagingToken stored = cursors.find(tx, CursorStore.AUDIT)
                .map(Cursor::token)
                .or(() -> backfills.first(tx).map(Backfill::upper))
                .orElse(live);
        TradeId cursor = Stretch.place(stored);
        return seal.find(tx)
                .flatMap(midnight -> ledgers.findLastBefore(tx, midnight))
                .map(ledger -> Stretch.place(PagingToken.before(ledger.next())))
                .filter(kept -> kept.compareTo(cursor) > 0)
                .orElse(cursor);
    }

    /** The first ledger that lies wholly after a place, or that the place lies before. */
    private static LedgerSequence ledgerAfter(TradeId place) {
        boolean beforeItsLedger = place.toid() == place.ledger().firstToid();
        return beforeItsLedger ? place.ledger() : place.ledger().next();
    }

    /** Where reading an hour again begins. */
    TradeId placeBefore(Instant hour) {
        return database.snapshot(tx -> ledgers.findLastBefore(tx, hour)
                .map(ledger -> Stretch.place(PagingToken.before(ledger.next())))
                .or(() -> backfills.first(tx).map(Backfill::next).map(Stretch::place))
                .orElseGet(() -> new TradeId(0, 0)));
    }

    /** Holds a stretch against what is stored, adds what is missing, and moves the second reader behind it. */
    Collection<HourReading> take(Stretch stretch) {
        return database.transaction(tx -> {
            var hours = add(tx, stretch);
            cursors.save(tx, new Cursor(CursorStore.AUDIT, stretch.upTo().token()));
            return hours;
        });
    }

    /** Notes what is stored of a stretch in which Horizon tells no trades. */
    void note(Stretch empty) {
        database.commit(tx -> add(tx, empty));
    }

    private Collection<HourReading> add(Transaction tx, Stretch stretch) {
        var hours = repair(tx, stretch);
        hours.forEach(hour -> windows.add(tx, hour));
        return hours;
    }

    /** As {@link #take}, of an hour that is read again: what it comes to is told when the hour is through. */
    Collection<HourReading> takeAgain(Stretch stretch) {
        return database.transaction(tx -> repair(tx, stretch));
    }

    private Collection<HourReading> repair(Transaction tx, Stretch page) {
        // Of a day that is on its way out nothing is held against anything.
        Stretch stretch = seal.hold(tx).map(page::since).orElse(page);
        Comparison before = Comparison.of(stretch, stored(tx, stretch));
        Comparison after = before;
        stretch.unreadable().forEach(record -> reject(tx, record, before.hourOf(record)));
        if (!before.wanted().isEmpty()) {
            StoredTrades added = trades.insert(tx, before.wanted(), TradeSource.REPAIR);
            added.events(EventKind.WINDOW_REPAIRED).forEach(event -> events.tell(tx, event));
            if (!added.conflicts().isEmpty()) {
                tx.afterCommit(() -> tell(added.conflicts()));
            }
            after = Comparison.of(stretch, stored(tx, stretch));
        }
        var hours = before.hours(after);
        tx.afterCommit(() -> count(hours));
        return hours;
    }

    private List<Trade> stored(Transaction tx, Stretch stretch) {
        return trades.list(tx, stretch.from(), stretch.to()).stream()
                .filter(trade -> stretch.holds(trade.id()))
                .toList();
    }

    private void tell(List<TradeConflict> conflicts) {
        count("ticker.trades.conflicts", "trades told with other values than stored", conflicts.size());
        TradeConflict first = conflicts.getFirst();
        log.atWarn()
                .addKeyValue("trades", conflicts.size())
                .addKeyValue("first", first.id())
                .addKeyValue("stands", first.replaced() ? "what is told now" : "what was stored")
                .log("a trade is told with other values than stored; trade_conflict keeps both");
    }

    /** Returns the ledgers that are stored with another close time than these trades tell, as they tell it. */
    Collection<Ledger> contradictedLedgers(List<Trade> told) {
        if (told.isEmpty()) {
            return List.of();
        }
        Map<LedgerSequence, Instant> stored = database
                .snapshot(tx -> ledgers.listBetween(
                        tx, told.getFirst().id().ledger(), told.getLast().id().ledger()))
                .stream()
                .collect(toMap(Ledger::sequence, Ledger::closedAt));
        return told.stream()
                .map(trade -> new Ledger(trade.id().ledger(), trade.ledgerCloseTime()))
                .filter(ledger -> stored.containsKey(ledger.sequence())
                        && !ledger.closedAt().equals(stored.get(ledger.sequence())))
                .collect(toSet());
    }

    /** Gives a ledger another close time; its trades are told anew. */
    void moveLedger(Ledger told) {
        List<TradeConflict> conflicts =
                database.transaction(tx -> ledgers.findNewest(tx, told.sequence(), told.sequence())
                        .map(stored -> trades.moveLedger(tx, stored, told.closedAt(), TradeSource.REPAIR))
                        .orElseGet(List::of));
        if (!conflicts.isEmpty()) {
            tell(conflicts);
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
        return backfills.first(tx).map(past -> {
            Instant seam = ledgers.findCloseTimeBefore(
                            tx, Stretch.place(past.upper()).ledger())
                    .orElse(past.startedAt());
            Instant from = Past.wholeFrom(past).orElseGet(() -> Hours.from(seam));
            Instant kept = seal.find(tx).orElse(from);
            return new ReadSpan(kept.isAfter(from) ? kept : from, seam, Hours.of(reached));
        });
    }

    private void decided(Transaction tx, AuditWindow window, Instant now) {
        if (window.state() == AuditState.AGREED) {
            log.atDebug().addKeyValue("hour", window.hour()).log("an hour agrees");
            return;
        }
        owed.owe(tx, AuditWindowStore.HOUR_TO_READ, window.hour().toString(), "", now.plus(FIRST_PAUSE));
        log.atWarn()
                .addKeyValue("hour", window.hour())
                .addKeyValue("state", window.state().word())
                .addKeyValue("trades", window.tradesRead())
                .addKeyValue("repaired", window.tradesRepaired())
                .addKeyValue("because", window.reason())
                .log("an hour was not stored as Horizon tells it");
    }

    /** The hour whose next reading is due; empty when none is. */
    Optional<OwedWork> owed() {
        return database.snapshot(tx -> owed.listDue(tx, AuditWindowStore.HOUR_TO_READ, clock.instant(), 1)).stream()
                .findFirst();
    }

    /** The begin of the hour that is owed. */
    static Instant hour(OwedWork work) {
        return Instant.parse(work.key());
    }

    /** Decides an hour that was read again whole. */
    void decideAgain(OwedWork work, HourReading reading) {
        Instant now = clock.instant();
        database.commit(tx -> {
            windows.decideAgain(tx, reading, now);
            if (reading.state() == AuditState.AGREED) {
                owed.done(tx, work);
            } else {
                owed.failed(tx, work, (reading.state().word() + " " + reading.reason()).strip(), now);
            }
        });
        log.atInfo()
                .addKeyValue("hour", reading.hour())
                .addKeyValue("state", reading.state().word())
                .addKeyValue("trades", reading.read())
                .addKeyValue("because", reading.reason())
                .log("an hour was read again");
    }

    private void count(Collection<HourReading> hours) {
        long repaired = hours.stream().mapToLong(HourReading::repaired).sum();
        long disputed = hours.stream().mapToLong(HourReading::disputed).sum();
        count("ticker.audit.repaired", "trades that were missing and the audit added", repaired);
        count("ticker.audit.disputed", "trades that the audit read otherwise than stored", disputed);
    }

    private void count(String name, String description, long more) {
        Counter.builder(name).description(description).register(metrics).increment((double) more);
    }
}
