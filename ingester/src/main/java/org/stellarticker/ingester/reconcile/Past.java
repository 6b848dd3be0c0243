package org.stellarticker.ingester.reconcile;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.db.cursor.Backfill;

/** What a backfill says of the time that it has paged. */
final class Past {

    private Past() {}

    /** The first hour of which all trades are stored; empty before the first page. */
    static Optional<Instant> wholeFrom(Backfill past) {
        return past.reached().map(reached -> {
            if (past.completedAt().isEmpty()) {
                // The ledger that it reached may be stored in part.
                return Hours.from(reached.plusMillis(1));
            }
            // Where history ends earlier than asked for, the hour in which it begins is whole, too.
            return reached.isBefore(past.lowerTime()) ? Hours.from(past.lowerTime()) : Hours.of(reached);
        });
    }
}
