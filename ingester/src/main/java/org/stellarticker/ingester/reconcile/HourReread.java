package org.stellarticker.ingester.reconcile;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.audit.HourReading;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.db.work.OwedWork;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.TradeReading;

/**
 * Reads hours again that were repaired or disagreed, page by page. Which are owed is in the database; a process that is
 * killed in the middle of one begins it anew, with the repairs that it made already stored.
 */
final class HourReread {

    private final Horizon horizon;
    private final AuditBook book;
    private @Nullable UnderWay underWay;

    private record UnderWay(OwedWork owed, TradeId cursor, Instant reached, HourReading sofar) {

        Instant end() {
            return sofar.hour().plus(Hours.HOUR);
        }
    }

    HourReread(Horizon horizon, AuditBook book) {
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
        Optional<TradeId> live = book.state().map(AuditBook.State::live);
        if (hour == null || live.isEmpty()) {
            return false;
        }
        switch (horizon.provenTradesAfter(hour.cursor().token())) {
            case TradeReading.Trades(var page) -> {
                Stretch stretch = Stretch.of(page, hour.cursor(), hour.reached(), bound(hour, live.get()));
                settleCloseTimes(stretch);
                underWay = read(hour, stretch, live.get());
            }
            case TradeReading.End() -> finish(hour, live.get());
            case TradeReading.Gone() -> {
                // Not of a time that is kept; the hour stays owed.
                underWay = null;
                return false;
            }
        }
        return true;
    }

    /** Where two pages tell two close times of a ledger, the ledger itself decides. */
    private void settleCloseTimes(Stretch stretch) throws InterruptedException {
        for (Ledger told : book.contradictedLedgers(stretch.told())) {
            Optional<Instant> closedAt = horizon.closeTime(told.sequence());
            if (closedAt.isPresent() && closedAt.get().equals(told.closedAt())) {
                book.moveLedger(told);
            }
        }
    }

    private static Stretch.Bound bound(UnderWay hour, TradeId live) {
        return new Stretch.Bound(live, hour.end());
    }

    /** @return where to go on; null when the hour is through */
    private @Nullable UnderWay read(UnderWay hour, Stretch stretch, TradeId live) {
        boolean moves = !stretch.upTo().equals(hour.cursor());
        UnderWay behind = moves ? take(hour, stretch) : hour;
        if (moves && stretch.whole()) {
            return behind;
        }
        finish(behind, live);
        return null;
    }

    private Optional<UnderWay> begin() {
        return book.owed().map(owed -> {
            Instant hour = AuditBook.hour(owed);
            return new UnderWay(owed, book.placeBefore(hour), hour, new HourReading(hour, 0, 0, 0, ""));
        });
    }

    private UnderWay take(UnderWay hour, Stretch stretch) {
        Instant reached = stretch.told().isEmpty()
                ? hour.reached()
                : stretch.told().getLast().ledgerCloseTime();
        return new UnderWay(
                hour.owed(),
                stretch.upTo(),
                reached.isAfter(hour.reached()) ? reached : hour.reached(),
                add(hour.sofar(), book.takeAgain(stretch)));
    }

    private static HourReading add(HourReading sofar, Collection<HourReading> found) {
        HourReading sum = sofar;
        for (HourReading part : found) {
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
        Collection<HourReading> rest = book.takeAgain(Stretch.empty(hour.cursor(), upTo, hour.reached(), hour.end()));
        book.decideAgain(hour.owed(), add(hour.sofar(), rest));
        underWay = null;
    }
}
