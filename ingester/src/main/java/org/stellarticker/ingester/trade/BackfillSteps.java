package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Database;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.ingester.horizon.read.trade.TradeBatch;

/** Stores the trades of a backfill and moves its position, in one transaction a step. */
public final class BackfillSteps {

    /** A backfill needs less for an hour of trades, also where requests are few. */
    private static final Duration HOUR_IS_PAGED = Duration.ofSeconds(10);

    private final Database database;
    private final TradeWriter writer;
    private final GapRecorder gaps;
    private final Clock clock;
    private final BackfillStore backfills = new BackfillStore();
    private final HoursToAudit hours = new HoursToAudit();

    public BackfillSteps(Database database, TradeWriter writer, GapRecorder gaps, Clock clock) {
        this.database = database;
        this.writer = writer;
        this.gaps = gaps;
        this.clock = clock;
    }

    /**
     * One step of a backfill.
     *
     * @param reached the close time down to which trades were read
     * @param last whether the backfill is complete with this step
     * @param missing the older rest of its time range, if Horizon no longer keeps that
     */
    record Step(TradeBatch batch, Instant reached, boolean last, Optional<Gap> missing) {}

    /** Returns the backfill that is not complete yet, when there is one. */
    Optional<Backfill> open() {
        return database.snapshot(backfills::open);
    }

    /**
     * Stores a step, and moves the backfill to its end.
     *
     * @return how many trades were new
     */
    int store(Backfill backfill, Step step) {
        return database.transaction(tx -> {
            writer.reject(tx, step.batch().unreadable(), TradeSource.PAGE, step.reached());
            var stored = writer.store(tx, step.batch().trades(), TradeSource.PAGE, EventKind.TRADES_BACKFILLED);
            if (!step.batch().unreadable().isEmpty() || !stored.conflicts().isEmpty()) {
                enqueueAudit(tx, step);
            }
            backfills.advance(tx, backfill, step.batch().upTo(), step.reached(), stored.count());
            if (step.last()) {
                complete(tx, backfill, step);
            }
            return stored.count();
        });
    }

    /** A backfill pages its range once, so that the audit reads again what could not be read, or is in conflict. */
    private void enqueueAudit(Transaction tx, Step step) {
        Instant newest = step.batch().trades().stream()
                .map(Trade::ledgerCloseTime)
                .filter(closed -> !closed.isAfter(clock.instant()))
                .max(Comparator.naturalOrder())
                .orElse(step.reached());
        // Once the backfill has left the hour: what it still stores there is no repair.
        hours.enqueue(tx, step.reached(), newest, clock.instant().plus(HOUR_IS_PAGED));
    }

    private void complete(Transaction tx, Backfill backfill, Step step) {
        backfills.complete(tx, backfill, clock.instant());
        Instant lower = step.missing().map(Gap::to).orElse(backfill.lowerTime());
        Instant upper = backfill.upperTime().orElse(backfill.startedAt());
        gaps.close(tx, lower, upper);
        step.missing().ifPresent(gap -> gaps.open(tx, gap));
    }
}
