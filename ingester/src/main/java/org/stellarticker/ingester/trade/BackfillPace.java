package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.ingester.metrics.IngesterMetrics;

/** The rate of a backfill and its time left, estimated from the range that it covered since it began or resumed. */
final class BackfillPace {

    /** A program that has just started is slower than it will be later. */
    private static final Duration ESTIMATED_AFTER = Duration.ofSeconds(3);

    private final Clock clock;
    private final Instant upperTime;
    private final Instant lowerTime;
    private final Instant begun;
    private final Instant reachedAtBegin;
    private final long storedAtBegin;
    private Instant reached;
    private long stored;

    BackfillPace(Backfill backfill, Clock clock) {
        this.clock = clock;
        this.upperTime = backfill.upperTime().orElse(backfill.startedAt());
        this.lowerTime = backfill.lowerTime();
        this.begun = clock.instant();
        this.reached = backfill.reached().orElse(upperTime);
        this.reachedAtBegin = reached;
        this.stored = backfill.tradesStored();
        this.storedAtBegin = stored;
    }

    void add(int newTrades, Instant reachedNow) {
        stored += newTrades;
        reached = reachedNow;
    }

    Instant reached() {
        return reached;
    }

    /** Returns the length of the time range that was covered since the backfill began or resumed. */
    Duration covered() {
        return Duration.between(reached, reachedAtBegin);
    }

    long stored() {
        return stored;
    }

    long tradesPerSecond() {
        return Math.round((stored - storedAtBegin) / seconds(Duration.between(begun, clock.instant())));
    }

    /** Returns text such as {@code 43 %, 86,000 trades, 24,000/s, 5 s to go}; the end is left out until it can be estimated. */
    String inWords() {
        String done = String.format(Locale.ROOT, "%d %%, %,d trades, %,d/s", percent(), stored, tradesPerSecond());
        boolean estimated = reached.isBefore(reachedAtBegin)
                && Duration.between(begun, clock.instant()).compareTo(ESTIMATED_AFTER) >= 0;
        return estimated ? done + ", " + toGo() + " to go" : done;
    }

    /** Returns the share of the time range that is stored, from 0 to 1. */
    private double done() {
        double whole = seconds(Duration.between(lowerTime, upperTime));
        double done = seconds(Duration.between(reached, upperTime));
        return whole > 0 ? Math.clamp(done / whole, 0.0, 1.0) : 1;
    }

    private long percent() {
        return Math.round(100 * done());
    }

    /** Publishes the rate, the share done and the time left as metrics. */
    void publish(IngesterMetrics metrics) {
        metrics.backfill((double) tradesPerSecond(), done(), secondsToGo());
    }

    private double secondsToGo() {
        double spent = seconds(Duration.between(begun, clock.instant()));
        double covered = seconds(covered());
        double left = Math.max(0, Duration.between(lowerTime, reached).toSeconds());
        return covered > 0 ? left * spent / covered : 0;
    }

    private String toGo() {
        long seconds = Math.round(secondsToGo());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200
                ? seconds / 60 + " min"
                : String.format(Locale.ROOT, "%d h %d min", seconds / 3600, seconds % 3600 / 60);
    }

    /** Returns at least a millisecond, since the result divides. */
    private static double seconds(Duration length) {
        return Math.max(1, length.toMillis()) / 1000.0;
    }
}
