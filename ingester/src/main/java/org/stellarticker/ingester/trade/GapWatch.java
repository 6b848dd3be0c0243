package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.coverage.GapStore;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/** Reports the open gaps, in status and metrics. */
public final class GapWatch implements Task {

    private final Database database;
    private final Progress progress;
    private final Clock clock;
    private final GapStore gaps = new GapStore();
    private final IngesterMetrics metrics;

    public GapWatch(Database database, Progress progress, Clock clock, IngesterMetrics metrics) {
        this.database = database;
        this.progress = progress;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        List<Gap> missing = database.snapshot(tx -> gaps.listOpen(tx, Instant.EPOCH, clock.instant()));
        metrics.gaps(missing.size());
        progress.running(missing.isEmpty() ? "none" : inWords(missing));
    }

    private static String inWords(List<Gap> missing) {
        Gap newest = missing.getLast();
        String more = missing.size() == 1 ? "" : " and " + (missing.size() - 1) + " older";
        return newest.from() + " to " + newest.to() + more;
    }
}
