package org.stellarticker.aggregator;

import java.time.Duration;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.Notifications;
import org.stellarticker.db.candle.DirtyMinutes;

/**
 * The program's one loop: make candles of stored trades, update the windows, wait for more trades.
 *
 * <p>Changes since the last snapshot are known in memory only, so a new leader calculates all windows once.
 */
final class Aggregation implements Follower {

    /** The time between two snapshots without new trades; windows also change as time passes. */
    private static final Duration QUIET = Duration.ofSeconds(1);
    /** The shortest time between two snapshots while trades come in. */
    private static final Duration BUSY = Duration.ofMillis(200);
    /** The time between two snapshots while many marks wait, so that candles come first. */
    private static final Duration BEHIND = Duration.ofSeconds(2);
    /** The time from one try to lead, or to reach the database, to the next. */
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
                if (leadership.tryLead()) {
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

    /** Works until the stop or until another copy leads. */
    private void run(Stop stop) {
        var dirty = new DirtyMarkets();
        status.update(windows.calculateAll());
        long lastSnapshot = System.nanoTime();
        while (!stop.requested() && leadership.tryLead()) {
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
