package org.stellarticker.ingester.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.db.audit.HourObservation;
import org.stellarticker.db.audit.ReadSpan;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.Network;
import org.stellarticker.ingester.horizon.TradeBatch;
import org.stellarticker.ingester.horizon.TradePageResult;

/** Pages the trades from the seam on a second time, some time behind the live stream and never ahead of it. */
final class AuditReader {

    private final Horizon horizon;
    private final AuditRepository book;
    private final Duration delay;
    private final Clock clock;

    private @Nullable Instant reached;
    private @Nullable ReadSpan decided;

    /** @param delay how far behind what is closing now, so that the stream has its time */
    AuditReader(Horizon horizon, AuditRepository book, Duration delay, Clock clock) {
        this.horizon = horizon;
        this.book = book;
        this.delay = delay;
        this.clock = clock;
    }

    /** Up to when all was read; empty before the first trade. */
    Optional<Instant> reached() {
        return Optional.ofNullable(reached);
    }

    /**
     * Reads a page.
     *
     * @return whether more may follow at once
     */
    boolean step() throws InterruptedException {
        Optional<AuditRepository.State> found = book.state();
        if (found.isEmpty()) {
            return false;
        }
        AuditRepository.State state = found.get();
        if (reached == null) {
            reached = state.reached().orElse(null);
        }
        Instant bound = clock.instant().minus(delay);
        // Asked first: what it had closed then, the page that is asked for after it tells.
        Optional<Instant> quietUpTo = hourEndsBefore(bound) ? newestClosedAt(bound) : Optional.empty();
        boolean more = switch (horizon.provenTradesAfter(state.cursor().token())) {
            case TradePageResult.Trades(var page)
            when page.seen().equals(state.cursor().token()) -> nothing(state, quietUpTo);
            case TradePageResult.Trades(var page) -> take(page, state, bound);
            case TradePageResult.End() -> nothing(state, quietUpTo);
            case TradePageResult.Gone() -> false;
        };
        decide();
        return more;
    }

    /** Only then it matters that nothing was traded. */
    private boolean hourEndsBefore(Instant bound) {
        return reached != null && Hours.of(reached).isBefore(Hours.of(bound));
    }

    private Optional<Instant> newestClosedAt(Instant bound) throws InterruptedException {
        Network network = horizon.network();
        return network.newestClosedAt().map(closed -> closed.isBefore(bound) ? closed : bound);
    }

    private boolean take(TradeBatch page, AuditRepository.State state, Instant bound) {
        var from =
                reached == null ? page.trades().stream().findFirst().map(first -> first.ledgerCloseTime()) : reached();
        if (from.isEmpty()) {
            // Nothing is known of when these records were closed; the next trade tells.
            return false;
        }
        var range = TradeRange.of(page, state.cursor(), from.get(), new TradeRange.Bound(state.live(), bound));
        if (range.upTo().equals(state.cursor())) {
            return false;
        }
        Collection<HourObservation> hours = book.take(range);
        if (!range.trades().isEmpty()) {
            Instant last = range.trades().getLast().ledgerCloseTime();
            reached = reached == null || last.isAfter(reached) ? last : reached;
        }
        if (decided != null && hours.stream().anyMatch(hour -> hour.hour().isBefore(decided.to()))) {
            // An hour that was through has had more; it is decided anew.
            decided = null;
        }
        return range.whole();
    }

    private boolean nothing(AuditRepository.State state, Optional<Instant> quietUpTo) {
        if (reached != null && quietUpTo.isPresent() && quietUpTo.get().isAfter(reached)) {
            book.note(TradeRange.empty(state.cursor(), state.live(), reached, quietUpTo.get()));
            reached = quietUpTo.get();
        }
        return false;
    }

    private void decide() {
        if (reached != null && (decided == null || mayDecideMore(decided, reached))) {
            decided = book.decide(reached).orElse(null);
        }
    }

    private boolean mayDecideMore(ReadSpan before, Instant now) {
        return !before.to().equals(Hours.of(now))
                || !before.equals(book.span(now).orElse(null));
    }
}
