package org.stellarticker.ingester.reconcile;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.audit.HourObservation;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.db.work.RetryTask;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.TradePageResult;

/**
 * Reads hours again that were repaired or disagreed, page by page. Which are owed is in the database; a process that is
 * killed in the middle of one begins it anew, with the repairs that it made already stored.
 */
final class AuditRetry {

    private final Horizon horizon;
    private final AuditRepository book;
    private @Nullable UnderWay underWay;

    private record UnderWay(RetryTask retries, TradeId cursor, Instant reached, HourObservation sofar) {

        Instant end() {
            return sofar.hour().plus(Hours.HOUR);
        }
    }

    AuditRetry(Horizon horizon, AuditRepository book) {
        this.horizon = horizon;
        this.book = book;
    }

    /**
     * Reads a page of an hour that is owed.
     *
     * @return whether one was
     */
    boolean step() throws InterruptedException {
        UnderWay hour = underWay == null ? begin().orElse(null) : underWay;
        Optional<TradeId> live = book.state().map(AuditRepository.State::live);
        if (hour == null || live.isEmpty()) {
            return false;
        }
        switch (horizon.provenTradesAfter(hour.cursor().token())) {
            case TradePageResult.Trades(var page) -> {
                TradeRange range = TradeRange.of(page, hour.cursor(), hour.reached(), bound(hour, live.get()));
                settleCloseTimes(range);
                underWay = read(hour, range, live.get());
            }
            case TradePageResult.End() -> finish(hour, live.get());
            case TradePageResult.Gone() -> {
                // Not of a time that is kept; the hour stays owed.
                underWay = null;
                return false;
            }
        }
        return true;
    }

    /** Where two pages tell two close times of a ledger, the ledger itself decides. */
    private void settleCloseTimes(TradeRange range) throws InterruptedException {
        for (Ledger trades : book.contradictedLedgers(range.trades())) {
            Optional<Instant> closedAt = horizon.closeTime(trades.sequence());
            if (closedAt.isPresent() && closedAt.get().equals(trades.closedAt())) {
                book.moveLedger(trades);
            }
        }
    }

    private static TradeRange.Bound bound(UnderWay hour, TradeId live) {
        return new TradeRange.Bound(live, hour.end());
    }

    /** @return where to go on; null when the hour is through */
    private @Nullable UnderWay read(UnderWay hour, TradeRange range, TradeId live) {
        boolean moves = !range.upTo().equals(hour.cursor());
        UnderWay behind = moves ? take(hour, range) : hour;
        if (moves && range.whole()) {
            return behind;
        }
        finish(behind, live);
        return null;
    }

    private Optional<UnderWay> begin() {
        return book.retries().map(retries -> {
            Instant hour = AuditRepository.hour(retries);
            return new UnderWay(retries, book.positionBefore(hour), hour, new HourObservation(hour, 0, 0, 0, ""));
        });
    }

    private UnderWay take(UnderWay hour, TradeRange range) {
        Instant reached = range.trades().isEmpty()
                ? hour.reached()
                : range.trades().getLast().ledgerCloseTime();
        return new UnderWay(
                hour.retries(),
                range.upTo(),
                reached.isAfter(hour.reached()) ? reached : hour.reached(),
                add(hour.sofar(), book.takeAgain(range)));
    }

    private static HourObservation add(HourObservation sofar, Collection<HourObservation> found) {
        HourObservation sum = sofar;
        for (HourObservation part : found) {
            if (part.hour().equals(sofar.hour())) {
                sum = sum.plus(part);
            }
        }
        return sum;
    }

    /**
     * What is stored behind the last trade that was told is told by nobody.
     *
     * @param live up to where live trades were stored before the last page was asked for; later ones it could not tell
     */
    private void finish(UnderWay hour, TradeId live) {
        TradeId upTo = live.compareTo(hour.cursor()) > 0 ? live : hour.cursor();
        Collection<HourObservation> rest =
                book.takeAgain(TradeRange.empty(hour.cursor(), upTo, hour.reached(), hour.end()));
        book.decideAgain(hour.retries(), add(hour.sofar(), rest));
        underWay = null;
    }
}
