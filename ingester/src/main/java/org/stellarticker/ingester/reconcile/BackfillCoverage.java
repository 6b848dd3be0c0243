package org.stellarticker.ingester.reconcile;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.db.cursor.Backfill;

/** Computes which hours a backfill covers completely. */
final class BackfillCoverage {

    private BackfillCoverage() {}

    /** Returns the first hour of which all trades are stored; empty before the first page. */
    static Optional<Instant> completeFrom(Backfill backfill) {
        return backfill.reached().map(reached -> {
            if (backfill.completedAt().isEmpty()) {
                // The ledger that the backfill has reached may be stored in part.
                return Hours.from(reached.plusMillis(1));
            }
            // Where Horizon's history begins later than requested, the hour in which it begins is complete, too.
            return reached.isBefore(backfill.lowerTime()) ? Hours.from(backfill.lowerTime()) : Hours.of(reached);
        });
    }
}
