package org.stellarticker.ingester.trade;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.coverage.CoverageStore;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.coverage.GapStore;
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.cursor.NetworkStore;
import org.stellarticker.db.event.Event;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.db.trade.LedgerStore;
import org.stellarticker.db.trade.RejectedTrade;
import org.stellarticker.db.trade.StoredTrades;
import org.stellarticker.db.trade.TradeConflict;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.db.work.RetryKind;
import org.stellarticker.db.work.RetryQueue;
import org.stellarticker.ingester.horizon.TradeBatch;
import org.stellarticker.ingester.horizon.UnreadableTrade;

/**
 * Where what was read becomes rows: trades, what could not be read, and the place up to which it was read, in one
 * transaction. Whatever is killed when, the next start goes on behind what is stored; what is read twice is stored once.
 */
public final class TradeIntake {

    private static final Logger log = LoggerFactory.getLogger(TradeIntake.class);

    private static final String LIVE = CursorStore.TRADES;

    /** What a backfill needs for an hour, and more, where requests are few. */
    private static final Duration HOUR_IS_PAGED = Duration.ofSeconds(10);

    private static final long LEDGERS_APART = 20;

    private final Database database;
    private final TradeStore trades;
    private final NetworkStore networks;
    private final CursorStore cursors;
    private final BackfillStore backfills;
    private final LedgerStore ledgers = new LedgerStore();
    private final CoverageStore coverage = new CoverageStore();
    private final GapStore gaps = new GapStore();
    private final EventLog events = new EventLog();
    private final RetryQueue retries = new RetryQueue(new SecureRandom());
    private final Clock clock;
    private final MeterRegistry metrics;

    public TradeIntake(
            Database database,
            TradeStore trades,
            NetworkStore networks,
            CursorStore cursors,
            BackfillStore backfills,
            Clock clock,
            MeterRegistry metrics) {
        this.database = database;
        this.trades = trades;
        this.networks = networks;
        this.cursors = cursors;
        this.backfills = backfills;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The passphrase of the network whose trades are stored; empty before the first start. */
    Optional<String> network() {
        return database.snapshot(networks::find);
    }

    /** From here on the trades of this network are stored, and of no other. */
    void isOf(String passphrase) {
        database.commit(tx -> {
            if (networks.find(tx).isEmpty()) {
                networks.save(tx, passphrase);
            }
        });
    }

    /** The newest ledger of a range, both ends inclusive, whose trades are stored. */
    Optional<Ledger> newestLedger(LedgerSequence from, LedgerSequence to) {
        return database.snapshot(tx -> ledgers.findNewest(tx, from, to));
    }

    /** The newest ledgers of a range, both ends inclusive, whose trades are stored, the newest first. */
    List<Ledger> newestLedgers(LedgerSequence from, LedgerSequence to, int most) {
        return database.snapshot(tx -> ledgers.listNewest(tx, from, to, most));
    }

    /**
     * Keeps that a ledger itself tells another close time than its trades did, and has its hour read again.
     *
     * @param receivedAt when the ledger says that it closed
     */
    void contradicted(Ledger stored, Instant receivedAt) {
        List<TradeConflict> conflicts = database.transaction(tx -> {
            var unknown = trades.recordConflict(tx, stored, receivedAt);
            if (!unknown.isEmpty()) {
                Instant hour = stored.closedAt().truncatedTo(ChronoUnit.HOURS);
                retries.enqueue(tx, RetryKind.AUDIT_HOUR, hour, "", clock.instant());
            }
            return unknown;
        });
        if (!conflicts.isEmpty()) {
            logConflicts(conflicts, TradeSource.PAGE);
        }
    }

    /** Up to where live trades were stored; empty before the first start. */
    Optional<PagingToken> liveCursor() {
        return database.snapshot(tx -> cursors.find(tx, LIVE)).map(Cursor::token);
    }

    /** The stretch of the past that is not stored yet, when there is one. */
    Optional<Backfill> openBackfill() {
        return database.snapshot(backfills::open);
    }

    /**
     * Fixes the seam: from here on the live trades are read, and everything before it, down to a time, is the past's.
     * Both or none, so that there is neither a gap nor a stretch that nobody reads.
     */
    void begin(PagingToken boundary, Instant lowerTime) {
        database.commit(tx -> {
            cursors.save(tx, new Cursor(LIVE, boundary));
            backfills.begin(tx, boundary, lowerTime);
        });
        log.atInfo()
                .addKeyValue("seam", boundary)
                .addKeyValue("back_to", lowerTime)
                .log("first start");
    }

    /** Stores live trades, in ascending order, moves the live cursor behind them, and tells who follows the events. */
    int take(TradeBatch batch, TradeSource source) {
        var stored = database.transaction(tx -> {
            var newTrades = store(tx, batch, source);
            cursors.save(tx, new Cursor(LIVE, batch.upTo()));
            newTrades.events(EventKind.TRADES_STORED).forEach(event -> events.append(tx, event));
            return newTrades;
        });
        count(stored, source);
        return stored.count();
    }

    /**
     * Moves the live cursor on to what a page told that was asked for after a ledger had closed, as far as it is not beyond
     * that ledger; and on to some ledgers before it, since behind one address there may be servers that are behind.
     */
    void quietBefore(LedgerSequence newest, PagingToken reported) {
        TradeId last = TradeId.parse(reported.value());
        TradeId quiet =
                TradeId.parse(PagingToken.before(new LedgerSequence(Math.max(1, newest.value() - LEDGERS_APART)))
                        .value());
        boolean vouchedFor = last.ledger().compareTo(newest) <= 0 && last.compareTo(quiet) > 0;
        var position = (vouchedFor ? last : quiet).token();
        database.commit(tx -> {
            boolean further = cursors.find(tx, LIVE)
                    .filter(cursor ->
                            TradeId.parse(cursor.token().value()).compareTo(TradeId.parse(position.value())) < 0)
                    .isPresent();
            if (further) {
                cursors.save(tx, new Cursor(LIVE, position));
            }
        });
    }

    /** The close time of the newest ledger that is stored as a whole. */
    Optional<Instant> readUpTo() {
        return database.snapshot(coverage::completeTo);
    }

    /** Keeps that trades are missing, and tells it once. */
    void missing(Gap gap) {
        if (database.transaction(tx -> open(tx, gap))) {
            logConflicts(gap);
        }
    }

    private boolean open(Transaction tx, Gap gap) {
        boolean unknown = gaps.open(tx, gap);
        if (unknown) {
            events.append(tx, event(EventKind.GAP_FOUND, gap));
        }
        return unknown;
    }

    private static Event event(EventKind kind, Gap gap) {
        return new Event(kind, new TreeSet<>(), Optional.empty(), gap.from() + " to " + gap.to());
    }

    private static void logConflicts(Gap gap) {
        log.atWarn()
                .addKeyValue("from", gap.from())
                .addKeyValue("to", gap.to())
                .addKeyValue("because", gap.reason())
                .log("gap: trades may be missing");
    }

    /**
     * What a step into the past comes to.
     *
     * @param reached up to when, from the present down
     * @param missing what lies before, down to where it was to end, and is not kept any more
     */
    record Step(TradeBatch batch, Instant reached, boolean last, Optional<Gap> missing) {}

    /** Stores a step into the past, and moves the backfill behind it. */
    int take(Backfill backfill, Step step) {
        var stored = database.transaction(tx -> {
            var newTrades = store(tx, step.batch(), TradeSource.PAGE);
            if (!step.batch().unreadable().isEmpty() || !newTrades.conflicts().isEmpty()) {
                enqueueRetry(tx, step);
            }
            backfills.advance(tx, backfill, step.batch().upTo(), step.reached(), newTrades.count());
            if (step.last()) {
                complete(tx, backfill, step);
            }
            newTrades.conflictEvent().ifPresent(event -> events.append(tx, event));
            return newTrades;
        });
        count(stored, TradeSource.PAGE);
        return stored.count();
    }

    /**
     * The past is paged once; what could not be read there, or was told in two ways, is asked for again, with the hours in
     * which it lies.
     */
    private void enqueueRetry(Transaction tx, Step step) {
        Instant newest = step.batch().trades().stream()
                .map(Trade::ledgerCloseTime)
                .filter(closed -> !closed.isAfter(clock.instant()))
                .max(Comparator.naturalOrder())
                .orElse(step.reached());
        Instant hour = step.reached().truncatedTo(ChronoUnit.HOURS);
        while (!hour.isAfter(newest)) {
            // Once the past is well beyond it, so that what it still brings is no repair.
            retries.enqueue(tx, RetryKind.AUDIT_HOUR, hour, "", clock.instant().plus(HOUR_IS_PAGED));
            hour = hour.plus(1, ChronoUnit.HOURS);
        }
    }

    private void complete(Transaction tx, Backfill backfill, Step step) {
        backfills.complete(tx, backfill, clock.instant());
        Instant lower = step.missing().map(Gap::to).orElse(backfill.lowerTime());
        Instant upper = backfill.upperTime().orElse(backfill.startedAt());
        gaps.close(tx, lower, upper, clock.instant())
                .forEach(gap -> events.append(tx, event(EventKind.GAP_CLOSED, gap)));
        step.missing().filter(gap -> open(tx, gap)).ifPresent(TradeIntake::logConflicts);
    }

    private StoredTrades store(Transaction tx, TradeBatch batch, TradeSource source) {
        List<UnreadableTrade> rejected = batch.unreadable().stream()
                .filter(record ->
                        trades.reject(tx, new RejectedTrade(record.token(), record.body(), record.reason(), source)))
                .toList();
        if (!rejected.isEmpty()) {
            tx.afterCommit(() -> reportRejected(rejected));
        }
        return trades.insert(tx, batch.trades(), source);
    }

    /** One line of what comes together, however much: each has a row of its own. */
    void logConflicts(List<TradeConflict> conflicts, TradeSource source) {
        Counter.builder("ticker.trades.conflicts")
                .description("trades told with other values than stored")
                .register(metrics)
                .increment(conflicts.size());
        TradeConflict first = conflicts.getFirst();
        log.atWarn()
                .addKeyValue("trades", conflicts.size())
                .addKeyValue("first", first.id())
                .addKeyValue("described_by", source.word())
                .addKeyValue("stands", first.replaced() ? "what is told now" : "what was stored")
                .log("a trade is told with other values than before; trade_conflict keeps both");
    }

    private void reportRejected(List<UnreadableTrade> rejected) {
        Counter.builder("ticker.trades.rejected")
                .description("trades that could not be read, and are kept as they came")
                .register(metrics)
                .increment(rejected.size());
        UnreadableTrade first = rejected.getFirst();
        log.atWarn()
                .addKeyValue("records", rejected.size())
                .addKeyValue(
                        "paging_token", first.token().map(PagingToken::value).orElse("unknown"))
                .addKeyValue("because", first.reason())
                .log("a trade cannot be read, and is kept as it came");
    }

    private void count(StoredTrades stored, TradeSource source) {
        if (!stored.conflicts().isEmpty()) {
            logConflicts(stored.conflicts(), source);
        }
        Counter.builder("ticker.trades.stored")
                .description("trades stored that were new, by where they came from")
                .tag("source", source.word())
                .register(metrics)
                .increment(stored.count());
    }
}
