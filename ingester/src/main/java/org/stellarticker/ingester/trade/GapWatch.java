package org.stellarticker.ingester.trade;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.coverage.GapStore;

/** Tells, in status and figures, what of the history is known to be missing. */
public final class GapWatch implements Task {

    private final Database database;
    private final Progress progress;
    private final Clock clock;
    private final GapStore gaps = new GapStore();
    private final AtomicInteger open = new AtomicInteger();

    public GapWatch(Database database, Progress progress, Clock clock, MeterRegistry metrics) {
        this.database = database;
        this.progress = progress;
        this.clock = clock;
        Gauge.builder("ticker.gaps", open, AtomicInteger::get)
                .description("stretches of time whose trades may be missing")
                .register(metrics);
    }

    @Override
    public void run() {
        List<Gap> missing = database.snapshot(tx -> gaps.listOpen(tx, Instant.EPOCH, clock.instant()));
        open.set(missing.size());
        progress.running(missing.isEmpty() ? "none" : inWords(missing));
    }

    private static String inWords(List<Gap> missing) {
        Gap newest = missing.getLast();
        String more = missing.size() == 1 ? "" : " and " + (missing.size() - 1) + " older";
        return newest.from() + " to " + newest.to() + more;
    }
}
