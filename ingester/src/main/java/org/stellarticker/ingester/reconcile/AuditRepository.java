package org.stellarticker.ingester.reconcile;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.stellarticker.db.partition.DayPartition;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.db.trade.LedgerStore;
import org.stellarticker.db.trade.RejectedTradeStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.db.work.RetryKind;
import org.stellarticker.db.work.RetryQueue;
import org.stellarticker.db.work.RetryTask;
import org.stellarticker.ingester.horizon.read.trade.UnreadableTrade;
import org.stellarticker.ingester.metrics.IngesterMetrics;
import org.stellarticker.ingester.trade.TradeWriter;

/**
 * Stores what the audit finds, in one transaction: trades that were missing, the observations of each hour, and the position
 * that the audit has reached.
 */
final class AuditRepository {

    private static final Logger log = LoggerFactory.getLogger(AuditRepository.class);

    private static final String GONE = "Horizon no longer keeps the trades of this hour";

    private static final String NO_BEGIN =
            "the last ledger before this hour is not known, so neither is where it begins";

    /** A trade that is missing now may still be on its way. */
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private final Database database;
    private final TradeStore trades;
    private final TradeWriter writer;
    private final Clock clock;
    private final IngesterMetrics metrics;
    private final CursorStore cursors = new CursorStore();
    private final BackfillStore backfills = new BackfillStore();
    private final LedgerStore ledgers = new LedgerStore();
    private final RetentionWatermark watermark = new RetentionWatermark();
    private final PartitionStore partitions;
    private final AuditWindowStore windows = new AuditWindowStore();
    private final RetryQueue retries = new RetryQueue(new SecureRandom());

    AuditRepository(Database database, TradeWriter writer, Clock clock, IngesterMetrics metrics) {
        this.database = database;
        this.trades = new TradeStore(database);
        this.partitions = new PartitionStore(database);
        this.writer = writer;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * The positions of the audit and of the live stream.
     *
     * @param cursor the position that the audit has reached
     * @param live the position that the live stream has reached
     * @param reached the close time of the last trade before the cursor; empty when none is stored
     */
    record State(TradeId cursor, TradeId live, Optional<Instant> reached) {}

    /** Returns the positions; empty before the first start has fixed the live/backfill boundary. */
    Optional<State> state() {
        return database.snapshot(tx -> cursors.find(tx, CursorStore.TRADES).map(live -> {
            TradeId cursor = cursor(tx, live.token());
            return new State(
                    cursor, TradeRange.position(live.token()), ledgers.findCloseTimeBefore(tx, ledgerAfter(cursor)));
        }));
    }

    /** Returns the audit's position, which begins at the live/backfill boundary and never lies before the retention watermark. */
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

    /** Returns the first ledger whose trades all lie after a position. */
    private static LedgerSequence ledgerAfter(TradeId position) {
        boolean beforeItsLedger = position.toid() == position.ledger().firstToid();
        return beforeItsLedger ? position.ledger() : position.ledger().next();
    }

    /** Returns the position from which an hour is read again. */
    TradeId positionBefore(Instant hour) {
        return database.snapshot(tx -> ledgers.findLastBefore(tx, hour)
                .map(ledger -> TradeRange.position(PagingToken.before(ledger.next())))
                .or(() -> backfills.first(tx).map(Backfill::next).map(TradeRange::position))
                .orElseGet(() -> new TradeId(0, 0)));
    }

    /** Compares a range with the stored trades, adds the missing ones, and moves the audit's position to the end of the range. */
    Collection<HourObservation> store(TradeRange range) {
        return database.transaction(tx -> {
            var hours = add(tx, range);
            cursors.save(tx, new Cursor(CursorStore.AUDIT, range.upTo().token()));
            return hours;
        });
    }

    /** Records the stored trades of a range for which Horizon reports none. */
    void recordWithoutTrades(TradeRange empty) {
        database.commit(tx -> add(tx, empty));
    }

    private Collection<HourObservation> add(Transaction tx, TradeRange range) {
        var hours = repair(tx, range);
        hours.forEach(hour -> windows.add(tx, hour));
        return hours;
    }

    /** Repairs a range of an hour that is read again; the caller records the sum of the observations at the end of the hour. */
    Collection<HourObservation> repairAgain(TradeRange range) {
        return database.transaction(tx -> {
            boolean isPast = watermark
                    .lockShared(tx)
                    .filter(kept -> isStoredBefore(tx, range.from(), kept))
                    .isPresent();
            return isPast ? compare(tx, range) : repair(tx, range);
        });
    }

    private Collection<HourObservation> repair(Transaction tx, TradeRange page) {
        // Days before the retention watermark are being deleted, so they are not compared.
        TradeRange range = watermark.lockShared(tx).map(page::since).orElse(page);
        Comparison before = Comparison.of(range, stored(tx, range));
        Comparison after = before;
        range.unreadable().forEach(record -> reject(tx, record, before.hourOf(record)));
        writer.resolve(tx, range.trades());
        if (!before.wanted().isEmpty()) {
            var _ = writer.store(tx, before.wanted(), TradeSource.REPAIR, EventKind.WINDOW_REPAIRED);
            after = Comparison.of(range, stored(tx, range));
        }
        return counted(tx, before.hours(after));
    }

    /** Returns whether a time lies behind the retention watermark, in a day that is stored: restored, or held back. */
    private boolean isStoredBefore(Transaction tx, Instant time, Instant kept) {
        return time.isBefore(kept)
                && partitions.list(tx).stream()
                        .anyMatch(partition -> partition.state() == DayPartition.State.ATTACHED
                                && partition.day().equals(PartitionStore.dayOf(time)));
    }

    /**
     * Compares a range behind the retention watermark, where no trade is stored: one that is missing or differs disputes its
     * hour, and so does a range whose begin is not known.
     */
    private Collection<HourObservation> compare(Transaction tx, TradeRange page) {
        Instant hour = Hours.of(page.from());
        TradeRange range = page.since(hour);
        Comparison compared = Comparison.of(range, stored(tx, range));
        range.unreadable().forEach(record -> reject(tx, record, compared.hourOf(record)));
        var hours = new ArrayList<>(compared.hours(compared));
        if (ledgers.findLastBefore(tx, hour).isEmpty()) {
            hours.add(new HourObservation(hour, 0, 0, 1, NO_BEGIN));
        }
        return counted(tx, hours);
    }

    private Collection<HourObservation> counted(Transaction tx, Collection<HourObservation> hours) {
        tx.afterCommit(() -> count(hours));
        return hours;
    }

    private List<Trade> stored(Transaction tx, TradeRange range) {
        return trades.list(tx, range.from(), range.to()).stream()
                .filter(trade -> range.contains(trade.id()))
                .toList();
    }

    /** Returns the ledgers whose stored close time differs from that of these trades, with the close time of the trades. */
    Collection<Ledger> conflictingLedgers(List<Trade> trades) {
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

    /** Corrects the close time of a ledger and of its trades, but not behind the retention watermark. */
    void moveLedger(Ledger ledger) {
        database.commit(tx -> ledgers.findNewest(tx, ledger.sequence(), ledger.sequence())
                .filter(stored -> watermark
                        .lockShared(tx)
                        .filter(kept -> stored.closedAt().isBefore(kept))
                        .isEmpty())
                .ifPresent(stored -> writer.moveLedger(tx, stored, ledger.closedAt(), TradeSource.REPAIR)));
    }

    private void reject(Transaction tx, UnreadableTrade record, Instant hour) {
        writer.rejectInHour(tx, record, TradeSource.REPAIR, hour);
    }

    /**
     * Decides the hours that the audit has read completely.
     *
     * @param reached the time that the audit has reached, exclusive
     * @return the time span that was read completely; empty as long as there is none
     */
    Optional<ReadSpan> decide(Instant reached) {
        return database.transaction(tx -> {
            Optional<ReadSpan> read = span(tx, reached);
            Instant now = clock.instant();
            read.ifPresent(span -> windows.decide(tx, span, now).forEach(window -> recordDecision(tx, window, now)));
            return read;
        });
    }

    /** Returns the time span that {@link #decide} would use. */
    Optional<ReadSpan> span(Instant reached) {
        return database.snapshot(tx -> span(tx, reached));
    }

    private Optional<ReadSpan> span(Transaction tx, Instant reached) {
        return backfills.first(tx).map(backfill -> {
            Instant boundary = ledgers.findCloseTimeBefore(
                            tx, TradeRange.position(backfill.upper()).ledger())
                    .orElse(backfill.startedAt());
            Instant from = BackfillCoverage.completeFrom(backfill).orElseGet(() -> Hours.from(boundary));
            Instant kept = watermark.find(tx).orElse(from);
            return new ReadSpan(kept.isAfter(from) ? kept : from, boundary, Hours.of(reached));
        });
    }

    private void recordDecision(Transaction tx, AuditWindow window, Instant now) {
        if (window.state() == AuditState.AGREED) {
            RejectedTradeStore.resolve(tx, window.hour());
            log.atDebug().addKeyValue("hour", window.hour()).log("hour agrees");
            return;
        }
        retries.enqueue(tx, RetryKind.AUDIT_HOUR, window.hour(), "", now.plus(FIRST_PAUSE));
        log.atWarn()
                .addKeyValue("hour", window.hour())
                .addKeyValue("state", window.state().word())
                .addKeyValue("trades", window.tradesRead())
                .addKeyValue("repaired", window.tradesRepaired())
                .addKeyValue("reason", window.reason())
                .log("hour differs from Horizon");
    }

    /** Returns the hour that is due to be read again; empty when none is. */
    Optional<RetryTask<Instant>> findDue() {
        return database.snapshot(tx -> retries.listDue(tx, RetryKind.AUDIT_HOUR, clock.instant(), 1)).stream()
                .findFirst();
    }

    /** Decides an hour that was read again completely. */
    void decideAgain(RetryTask<Instant> task, HourObservation result) {
        Instant now = clock.instant();
        database.commit(tx -> {
            windows.decideAgain(tx, result, now);
            if (result.state() == AuditState.AGREED) {
                RejectedTradeStore.resolve(tx, result.hour());
                retries.complete(tx, task.kind(), task.key());
            } else {
                retries.reschedule(tx, task, (result.state().word() + " " + result.reason()).strip(), now);
            }
        });
        log.atInfo()
                .addKeyValue("hour", result.hour())
                .addKeyValue("state", result.state().word())
                .addKeyValue("trades", result.read())
                .addKeyValue("reason", result.reason())
                .log("hour read again");
    }

    /** Records that Horizon no longer keeps an hour, and lets the hours behind it have their turn. */
    void recordGone(RetryTask<Instant> task) {
        Instant now = clock.instant();
        database.commit(tx -> {
            windows.explain(tx, task.key(), GONE);
            retries.reschedule(tx, task, GONE, now);
        });
        log.atDebug().addKeyValue("hour", task.key()).log("hour is no longer kept by Horizon");
    }

    /**
     * Moves the audit's position over trades that Horizon no longer keeps. Their hours stay pending, with the reason, and in
     * the queue: another server may have them.
     *
     * @param from the time that the audit has reached
     * @param elder the oldest ledger that Horizon keeps
     */
    void skipGone(Instant from, Ledger elder) {
        Instant now = clock.instant();
        TradeId kept = TradeRange.position(PagingToken.before(elder.sequence()));
        database.commit(tx -> {
            for (Instant hour = Hours.of(from); !hour.isAfter(elder.closedAt()); hour = hour.plus(Hours.HOUR)) {
                windows.add(tx, new HourObservation(hour, 0, 0, 0, GONE));
                retries.enqueue(tx, RetryKind.AUDIT_HOUR, hour, "", now.plus(FIRST_PAUSE));
            }
            cursors.save(tx, new Cursor(CursorStore.AUDIT, kept.token()));
        });
        log.atWarn()
                .addKeyValue("from", from)
                .addKeyValue("to", elder.closedAt())
                .log("Horizon no longer keeps trades that were not read a second time: their hours stay pending");
    }

    /**
     * Records the repairs of an hour that goes on, and has it read again when it can be decided.
     *
     * @param decidable the time from which the hour can be decided; where the first pass is late, it is tried each minute
     */
    void decideLater(RetryTask<Instant> task, HourObservation result, Instant decidable) {
        Instant now = clock.instant();
        Instant next = decidable.isAfter(now) ? decidable : now.plus(FIRST_PAUSE);
        database.commit(tx -> {
            if (result.repaired() > 0) {
                windows.add(tx, new HourObservation(result.hour(), 0, result.repaired(), 0, ""));
            }
            if (result.state() == AuditState.DISAGREED) {
                retries.reschedule(tx, task, result.reason(), now);
                retries.enqueue(tx, task.kind(), task.key(), task.payload(), next);
            } else {
                retries.postpone(tx, task, next);
            }
        });
        log.atDebug()
                .addKeyValue("hour", result.hour())
                .addKeyValue("repaired", result.repaired())
                .addKeyValue("reason", result.reason())
                .log("hour that goes on read again");
    }

    private void count(Collection<HourObservation> hours) {
        long repaired = hours.stream().mapToLong(HourObservation::repaired).sum();
        long disputed = hours.stream().mapToLong(HourObservation::disputed).sum();
        metrics.tradesAudited(repaired, disputed);
    }
}
