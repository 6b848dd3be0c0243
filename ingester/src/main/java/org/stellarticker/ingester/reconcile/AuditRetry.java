package org.stellarticker.ingester.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.audit.HourObservation;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.db.work.RetryTask;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.Network;
import org.stellarticker.ingester.horizon.read.trade.TradePageResult;

/**
 * Reads hours again that were repaired or disagreed, page by page. The retry queue in the database lists them. A process that is
 * killed in the middle of an hour begins that hour again; the repairs that it made are already stored. An hour that goes on is
 * repaired at once, and decided only after its end.
 */
final class AuditRetry {

    private final Horizon horizon;
    private final AuditRepository repository;
    private final Duration delay;
    private final Supplier<Optional<Instant>> audited;
    private @Nullable HourInProgress inProgress;

    private record HourInProgress(RetryTask<Instant> task, TradeId cursor, Instant reached, HourObservation observed) {

        Instant end() {
            return observed.hour().plus(Hours.HOUR);
        }
    }

    /**
     * @param delay how long after its end an hour is decided
     * @param audited gives the time up to which the first pass has read; an hour that ends later is not decided
     */
    AuditRetry(Horizon horizon, AuditRepository repository, Duration delay, Supplier<Optional<Instant>> audited) {
        this.horizon = horizon;
        this.repository = repository;
        this.delay = delay;
        this.audited = audited;
    }

    /**
     * Reads one page of an hour that is due.
     *
     * @return whether an hour was due
     */
    boolean step() throws InterruptedException {
        boolean begins = inProgress == null;
        HourInProgress hour = begins ? begin().orElse(null) : inProgress;
        Optional<TradeId> live = repository.state().map(AuditRepository.State::live);
        if (hour == null || live.isEmpty()) {
            return false;
        }
        if (begins && isGone(hour.cursor())) {
            repository.recordGone(hour.task());
            return true;
        }
        switch (horizon.trades().awaitCheckedAfter(hour.cursor().token())) {
            case TradePageResult.Trades(var page) -> {
                TradeRange range = TradeRange.of(page, hour.cursor(), hour.reached(), bound(hour, live.get()));
                resolveCloseTimes(range);
                inProgress = read(hour, range, live.get());
            }
            case TradePageResult.End() -> finish(hour, live.get());
            case TradePageResult.Gone() -> {
                repository.recordGone(hour.task());
                inProgress = null;
            }
        }
        return true;
    }

    /** Returns whether Horizon does not keep all trades after a position; it answers with those that it keeps. */
    private boolean isGone(TradeId position) throws InterruptedException {
        Network network = horizon.ledgers().awaitNetwork();
        return network.isTrimmed() && !network.keeps(position.ledger());
    }

    /** Asks Horizon for the ledger itself where two pages report different close times for it. */
    private void resolveCloseTimes(TradeRange range) throws InterruptedException {
        for (Ledger received : repository.conflictingLedgers(range.trades())) {
            Optional<Instant> closedAt =
                    horizon.ledgers().tryCloseTime(received.sequence()).find();
            if (closedAt.isPresent() && closedAt.get().equals(received.closedAt())) {
                repository.moveLedger(received);
            }
        }
    }

    private static TradeRange.Bound bound(HourInProgress hour, TradeId live) {
        return new TradeRange.Bound(live, hour.end());
    }

    /** Stores a range and returns the position from which to continue, or null when the hour is complete. */
    private @Nullable HourInProgress read(HourInProgress hour, TradeRange range, TradeId live) {
        boolean advances = !range.upTo().equals(hour.cursor());
        HourInProgress next = advances ? store(hour, range) : hour;
        if (advances && range.whole()) {
            return next;
        }
        finish(next, live);
        return null;
    }

    private Optional<HourInProgress> begin() {
        return repository.findDue().map(task -> {
            Instant hour = task.key();
            return new HourInProgress(
                    task, repository.positionBefore(hour), hour, new HourObservation(hour, 0, 0, 0, ""));
        });
    }

    private HourInProgress store(HourInProgress hour, TradeRange range) {
        Instant reached = range.trades().isEmpty()
                ? hour.reached()
                : range.trades().getLast().ledgerCloseTime();
        return new HourInProgress(
                hour.task(),
                range.upTo(),
                reached.isAfter(hour.reached()) ? reached : hour.reached(),
                add(hour.observed(), repository.repairAgain(range)));
    }

    private static HourObservation add(HourObservation observed, Collection<HourObservation> found) {
        HourObservation sum = observed;
        for (HourObservation part : found) {
            if (part.hour().equals(observed.hour())) {
                sum = sum.plus(part);
            }
        }
        return sum;
    }

    /**
     * Compares what is stored after the last trade of the hour's pages, which Horizon does not report, and decides the hour
     * if it has ended.
     *
     * @param live the position of the live stream before the last page was requested; the page cannot hold later trades
     */
    private void finish(HourInProgress hour, TradeId live) {
        TradeId upTo = live.compareTo(hour.cursor()) > 0 ? live : hour.cursor();
        Collection<HourObservation> rest =
                repository.repairAgain(TradeRange.empty(hour.cursor(), upTo, hour.reached(), hour.end()));
        HourObservation observed = add(hour.observed(), rest);
        if (audited.get().filter(read -> !read.isBefore(hour.end())).isPresent()) {
            repository.decideAgain(hour.task(), observed);
        } else {
            repository.decideLater(hour.task(), observed, hour.end().plus(delay));
        }
        inProgress = null;
    }
}
