package org.stellarticker.ingester.reconcile;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.db.cursor.Backfill;

/** What a backfill says of the time that it has paged. */
final class BackfillCoverage {

    private BackfillCoverage() {}

    /** The first hour of which all trades are stored; empty before the first page. */
    static Optional<Instant> wholeFrom(Backfill backfill) {
        return backfill.reached().map(reached -> {
            if (backfill.completedAt().isEmpty()) {
                // The ledger that it reached may be stored in part.
                return Hours.from(reached.plusMillis(1));
            }
            // Where history ends earlier than asked for, the hour in which it begins is whole, too.
            return reached.isBefore(backfill.lowerTime()) ? Hours.from(backfill.lowerTime()) : Hours.of(reached);
        });
    }
}
