package org.stellarticker.aggregator;

import java.time.Duration;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.Notifications;
import org.stellarticker.db.candle.DirtyMinutes;

/**
 * The program's one loop: candles of what was stored, then windows of the candles, then a wait for more.
 *
 * <p>What changed since the last cut is known in memory only, so that whoever begins to lead cuts all windows once.
 */
final class Aggregation implements Follower {

    /** The cut moves on so often though nothing is stored, since windows also change as time passes. */
    private static final Duration QUIET = Duration.ofSeconds(1);
    /** No more often than this, though trades are stored all the time. */
    private static final Duration BUSY = Duration.ofMillis(200);
    /** While many marks wait, candles come first. */
    private static final Duration BEHIND = Duration.ofSeconds(2);
    /** From one try to lead, or to reach the database, to the next. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LeaderElection leadership;
    private final Notifications stored;
    private final CandleBuilder candles;
    private final WindowCalculator windows;
    private final AggregationStatus status;

    Aggregation(
            LeaderElection leadership,
            Notifications stored,
            CandleBuilder candles,
            WindowCalculator windows,
            AggregationStatus status) {
        this.leadership = leadership;
        this.stored = stored;
        this.candles = candles;
        this.windows = windows;
        this.status = status;
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        while (!stop.requested()) {
            try {
                if (leadership.held()) {
                    run(stop);
                } else {
                    status.standby();
                }
            } catch (DatabaseUnavailable passing) {
                status.retrying(passing);
            }
            stop.await(PAUSE);
        }
    }

    /** Works until the stop, or until another leads. */
    private void run(Stop stop) {
        var dirty = new DirtyMarkets();
        status.update(windows.calculateAll());
        long lastSnapshot = System.nanoTime();
        while (!stop.requested() && leadership.held()) {
            DirtyMinutes batch = candles.makeBatch();
            dirty.add(batch);
            status.made(batch);
            boolean behind = batch.marks() == CandleBuilder.BATCH;
            Duration left = untilSnapshot(behind, dirty, lastSnapshot);
            if (!left.isPositive()) {
                status.update(windows.update(dirty));
                dirty.clear();
                lastSnapshot = System.nanoTime();
                left = QUIET;
            }
            if (behind) {
                status.behind(candles::waiting);
            } else {
                status.upToDate();
                stored.await(left);
            }
        }
    }

    private static Duration untilSnapshot(boolean behind, DirtyMarkets dirty, long lastSnapshot) {
        Duration interval;
        if (behind) {
            interval = BEHIND;
        } else {
            interval = dirty.isEmpty() ? QUIET : BUSY;
        }
        return interval.minusNanos(System.nanoTime() - lastSnapshot);
    }
}
