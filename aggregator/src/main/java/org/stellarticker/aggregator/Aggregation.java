package org.stellarticker.aggregator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
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

    /** Without new trades, the snapshot of a second waits for its end, in case some come. */
    private static final Duration QUIET = Duration.ofMillis(950);
    /** Trades of minutes that are no older are live: they come before any older ones. */
    private static final Duration LIVE = Duration.ofMinutes(3);
    /** The time between two calculations of the windows that older trades change. */
    private static final Duration BEHIND = Duration.ofSeconds(2);
    /** For this long after live trades, older ones are taken in small batches. */
    private static final Duration LIVELY = Duration.ofSeconds(10);

    private static final Duration FAR = Duration.ofMinutes(1);
    /** The time from one try to lead, or to reach the database, to the next. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LeaderElection leadership;
    private final Notifications stored;
    private final CandleBuilder candles;
    private final WindowCalculator windows;
    private final AggregationStatus status;
    private final Clock clock;

    Aggregation(
            LeaderElection leadership,
            Notifications stored,
            CandleBuilder candles,
            WindowCalculator windows,
            AggregationStatus status,
            Clock clock) {
        this.leadership = leadership;
        this.stored = stored;
        this.candles = candles;
        this.windows = windows;
        this.status = status;
        this.clock = clock;
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
        var live = new DirtyMarkets();
        var older = new DirtyMarkets();
        Instant last = report(windows.calculateAll());
        Instant lastLive = Instant.EPOCH;
        Instant lastOlder = last;
        while (!stop.requested() && leadership.tryLead()) {
            Instant now = clock.instant();
            DirtyMinutes batch = make(() -> candles.makeSince(now.minus(LIVE)), live);
            lastLive = batch.size() > 0 ? now : lastLive;
            if (!clock.instant().isBefore(nextSnapshot(last, now, live))) {
                boolean withOlder = Duration.between(lastOlder, now).compareTo(BEHIND) >= 0;
                if (withOlder) {
                    live.addAll(older);
                    older.clear();
                    lastOlder = now;
                }
                last = report(windows.update(live));
                live.clear();
            }
            int most = Duration.between(lastLive, now).compareTo(LIVELY) < 0
                    ? CandleBuilder.SMALL_BATCH
                    : CandleBuilder.BATCH;
            if (make(() -> candles.makeBatch(most), older).marks() == most) {
                status.behind(candles::waiting);
            } else {
                status.upToDate();
                await(last, live, older);
            }
        }
    }

    private DirtyMinutes make(Supplier<DirtyMinutes> work, DirtyMarkets dirty) {
        Instant begun = clock.instant();
        DirtyMinutes batch = work.get();
        dirty.add(batch);
        status.made(batch, begun);
        return batch;
    }

    /** Reports a snapshot and returns its instant; one that is far from the clock does not hold up the next. */
    private Instant report(WindowCalculator.Update update) {
        status.update(update);
        Instant now = clock.instant();
        boolean far = Duration.between(update.at(), now).abs().compareTo(FAR) > 0;
        return far ? now : update.at();
    }

    /** Waits for trades, or until the next snapshot is due. */
    private void await(Instant last, DirtyMarkets live, DirtyMarkets older) {
        live.addAll(older);
        older.clear();
        Duration left = Duration.between(clock.instant(), nextSnapshot(last, clock.instant(), live));
        if (left.isPositive()) {
            stored.await(left);
        }
    }

    /** Returns when the next snapshot is due, each in a second of its own: at once after trades, else at the second's end. */
    private static Instant nextSnapshot(Instant last, Instant now, DirtyMarkets live) {
        Instant next = last.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Instant current = now.truncatedTo(ChronoUnit.SECONDS);
        Instant second = next.isAfter(current) ? next : current;
        return live.isEmpty() ? second.plus(QUIET) : second;
    }
}
