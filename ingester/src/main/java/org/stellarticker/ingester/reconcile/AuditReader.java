package org.stellarticker.ingester.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.audit.HourObservation;
import org.stellarticker.db.audit.ReadSpan;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.client.Network;
import org.stellarticker.ingester.horizon.read.trade.TradeBatch;
import org.stellarticker.ingester.horizon.read.trade.TradePageResult;

/** Reads the trades after the live/backfill boundary a second time, page by page, behind the live stream and never ahead of it. */
final class AuditReader {

    private static final long LEDGERS_OF_AN_HOUR = 720;

    private final Horizon horizon;
    private final AuditRepository repository;
    private final Duration delay;
    private final Clock clock;

    private @Nullable Instant reached;
    private @Nullable ReadSpan decided;

    /** @param delay how far to stay behind the newest ledger, so that the live stream stores a trade first */
    AuditReader(Horizon horizon, AuditRepository repository, Duration delay, Clock clock) {
        this.horizon = horizon;
        this.repository = repository;
        this.delay = delay;
        this.clock = clock;
    }

    /** Returns the time up to which all trades were read; empty before the first trade. */
    Optional<Instant> reached() {
        return Optional.ofNullable(reached);
    }

    /**
     * Reads a page.
     *
     * @return whether more may follow at once
     */
    boolean step() throws InterruptedException {
        Optional<AuditRepository.State> found = repository.state();
        if (found.isEmpty()) {
            return false;
        }
        AuditRepository.State state = found.get();
        if (reached == null) {
            reached = state.reached().orElse(null);
        }
        Instant bound = clock.instant().minus(delay);
        // The network is asked before the page: the page then holds every trade of the ledgers that had closed.
        Optional<Instant> closedUpTo = hourEndsBefore(bound) ? newestClosedAt(bound) : Optional.empty();
        boolean more = switch (horizon.trades().awaitCheckedAfter(state.cursor().token())) {
            case TradePageResult.Trades(var page)
            when page.seen().equals(state.cursor().token()) -> advanceWithoutTrades(state, closedUpTo);
            case TradePageResult.Trades(var page) when jumps(page, state.cursor()) && skipGone(state) -> true;
            case TradePageResult.Trades(var page) -> store(page, state, bound);
            case TradePageResult.End() -> advanceWithoutTrades(state, closedUpTo);
            case TradePageResult.Gone() -> skipGone(state);
        };
        decide();
        return more;
    }

    /** Returns whether an hour may have ended without a trade; only then does the newest ledger matter. */
    private boolean hourEndsBefore(Instant bound) {
        return reached != null && Hours.of(reached).isBefore(Hours.of(bound));
    }

    private Optional<Instant> newestClosedAt(Instant bound) throws InterruptedException {
        Network network = horizon.ledgers().awaitNetwork();
        return network.newestClosedAt().map(closed -> closed.isBefore(bound) ? closed : bound);
    }

    private boolean store(TradeBatch page, AuditRepository.State state, Instant bound) {
        var from =
                reached == null ? page.trades().stream().findFirst().map(first -> first.ledgerCloseTime()) : reached();
        if (from.isEmpty()) {
            // The close time of these records is unknown; the next readable trade shows it.
            return false;
        }
        var range = TradeRange.of(page, state.cursor(), from.get(), new TradeRange.Bound(state.live(), bound));
        if (range.upTo().equals(state.cursor())) {
            return false;
        }
        Collection<HourObservation> hours = repository.store(range);
        if (!range.trades().isEmpty()) {
            Instant last = range.trades().getLast().ledgerCloseTime();
            reached = reached == null || last.isAfter(reached) ? last : reached;
        }
        if (decided != null && hours.stream().anyMatch(hour -> hour.hour().isBefore(decided.to()))) {
            // An hour that was decided has received more trades, so it is decided again.
            decided = null;
        }
        return range.whole();
    }

    /** Returns whether a page begins an hour or more after a position. */
    private static boolean jumps(TradeBatch page, TradeId after) {
        return page.trades().stream()
                .findFirst()
                .filter(first -> first.id().ledger().value() - after.ledger().value() > LEDGERS_OF_AN_HOUR)
                .isPresent();
    }

    /**
     * Goes on from the oldest ledger that Horizon keeps, if it is later than the position: Horizon moves an older position
     * there and does not say so.
     */
    private boolean skipGone(AuditRepository.State state) throws InterruptedException {
        Network network = horizon.ledgers().awaitNetwork();
        LedgerSequence elder = network.elder();
        Optional<Instant> closedAt = horizon.ledgers().tryCloseTime(elder).find();
        if (closedAt.isEmpty() || network.keeps(state.cursor().ledger())) {
            return false;
        }
        Ledger kept = new Ledger(elder, closedAt.get());
        repository.skipGone(reached == null ? kept.closedAt() : reached, kept);
        reached = kept.closedAt();
        return true;
    }

    private boolean advanceWithoutTrades(AuditRepository.State state, Optional<Instant> closedUpTo) {
        if (reached != null && closedUpTo.isPresent() && closedUpTo.get().isAfter(reached)) {
            repository.recordWithoutTrades(TradeRange.empty(state.cursor(), state.live(), reached, closedUpTo.get()));
            reached = closedUpTo.get();
        }
        return false;
    }

    private void decide() {
        if (reached != null && (decided == null || canDecideMore(decided, reached))) {
            decided = repository.decide(reached).orElse(null);
        }
    }

    private boolean canDecideMore(ReadSpan before, Instant now) {
        return !before.to().equals(Hours.of(now))
                || !before.equals(repository.span(now).orElse(null));
    }
}
