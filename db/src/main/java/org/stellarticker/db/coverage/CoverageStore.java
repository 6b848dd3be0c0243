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

/** Reads how completely a time range is fetched, from the positions of the live stream and the backfills. */
public final class CoverageStore {

    private final CursorStore cursors = new CursorStore();
    private final BackfillStore backfills = new BackfillStore();
    private final LedgerStore ledgers = new LedgerStore();
    private final AuditWindowStore windows = new AuditWindowStore();
    private final GapStore gaps = new GapStore();

    /** Returns the coverage of a time range; {@code from} is inclusive, {@code to} exclusive. */
    public Coverage of(Transaction tx, Instant from, Instant to) {
        return of(tx, from, to, windows.isAudited(tx, from, to));
    }

    /** Returns the coverage of a time range for one market; {@code pair} is normalised. */
    public Coverage of(Transaction tx, TradePair pair, Instant from, Instant to) {
        return of(tx, from, to, windows.isAudited(tx, pair, from, to));
    }

    private Coverage of(Transaction tx, Instant from, Instant to, boolean audited) {
        FetchedTime fetched = fetched(tx, from, to);
        return new Coverage(
                fetched.isComplete(from, to), fetched.completeFrom(), fetched.completeTo(), fetched.gaps(), audited);
    }

    /** Returns what is fetched of a time range. */
    public FetchedTime fetched(Transaction tx, Instant from, Instant to) {
        return new FetchedTime(completeFrom(tx), completeTo(tx), gaps.listOpen(tx, from, to));
    }

    /** Returns the close time of the newest ledger that the live stream has passed. */
    public Optional<Instant> completeTo(Transaction tx) {
        return cursors.find(tx, CursorStore.TRADES)
                .map(cursor -> TradeId.parse(cursor.token().value()).ledger())
                // The cursor's own ledger may be stored in part.
                .flatMap(ledger -> ledgers.findCloseTimeBefore(tx, ledger));
    }

    /**
     * Returns since when everything is stored except for gaps: from the start of the live stream back as far as backfills
     * join.
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
