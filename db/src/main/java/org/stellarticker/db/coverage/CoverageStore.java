package org.stellarticker.db.coverage;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.audit.AuditWindowStore;
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.trade.LedgerStore;

/** Tells how completely time is fetched, by how far the live stream and the backfills are. */
public final class CoverageStore {

    private final CursorStore cursors = new CursorStore();
    private final BackfillStore backfills = new BackfillStore();
    private final LedgerStore ledgers = new LedgerStore();
    private final AuditWindowStore windows = new AuditWindowStore();
    private final GapStore gaps = new GapStore();

    /** Of a stretch of time, {@code from} inclusive, {@code to} exclusive. */
    public Coverage of(Transaction tx, Instant from, Instant to) {
        return of(tx, from, to, windows.isAudited(tx, from, to));
    }

    /** As {@link #of(Transaction, Instant, Instant)}, for one market, which is to be normalised. */
    public Coverage of(Transaction tx, TradePair pair, Instant from, Instant to) {
        return of(tx, from, to, windows.isAudited(tx, pair, from, to));
    }

    private Coverage of(Transaction tx, Instant from, Instant to, boolean audited) {
        FetchedTime fetched = fetched(tx, from, to);
        return new Coverage(
                fetched.isComplete(from, to), fetched.completeFrom(), fetched.completeTo(), fetched.gaps(), audited);
    }

    /** Tells what is fetched of a range of time. */
    public FetchedTime fetched(Transaction tx, Instant from, Instant to) {
        return new FetchedTime(completeFrom(tx), completeTo(tx), gaps.listOpen(tx, from, to));
    }

    /** The close time of the newest ledger that the live stream has passed. */
    public Optional<Instant> completeTo(Transaction tx) {
        return cursors.find(tx, CursorStore.TRADES)
                .map(cursor -> TradeId.parse(cursor.token().value()).ledger())
                // The cursor's own ledger may be stored in part.
                .flatMap(ledger -> ledgers.findCloseTimeBefore(tx, ledger));
    }

    /**
     * From when on everything is stored but the gaps: down from the live stream's beginning, as far as one backfill joins
     * the next.
     */
    public Optional<Instant> completeFrom(Transaction tx) {
        Optional<Instant> from = Optional.empty();
        for (Backfill backfill : backfills.list(tx)) {
            Instant upper = backfill.upperTime().orElse(backfill.startedAt());
            boolean joins = from.map(reached -> !upper.isBefore(reached)).orElse(true);
            Optional<Instant> lower =
                    backfill.completedAt().isPresent() ? Optional.of(backfill.lowerTime()) : backfill.reached();
            if (joins && lower.isPresent() && from.map(lower.get()::isBefore).orElse(true)) {
                from = lower;
            }
        }
        return from;
    }
}
