package org.stellarticker.ingester.trade;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.stellarticker.db.cursor.Backfill;

/** How fast a backfill goes, and when it will be through, judged by the time that it covered since it began or went on. */
final class BackfillPace {

    /** A program that has just started is slower than it will be. */
    private static final Duration JUDGED_AFTER = Duration.ofSeconds(3);

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

    long stored() {
        return stored;
    }

    long tradesPerSecond() {
        return Math.round((stored - storedAtBegin) / seconds(Duration.between(begun, clock.instant())));
    }

    /** Such as {@code 43 %, 86,000 trades, 24,000/s, 5 s to go}; the end is only told once it can be judged. */
    String inWords() {
        String done = String.format(Locale.ROOT, "%d %%, %,d trades, %,d/s", percent(), stored, tradesPerSecond());
        boolean judged = reached.isBefore(reachedAtBegin)
                && Duration.between(begun, clock.instant()).compareTo(JUDGED_AFTER) >= 0;
        return judged ? done + ", " + toGo() + " to go" : done;
    }

    /** How much of its time is covered, from 0 to 1. */
    double done() {
        double whole = seconds(Duration.between(lowerTime, upperTime));
        double done = seconds(Duration.between(reached, upperTime));
        return whole > 0 ? Math.clamp(done / whole, 0.0, 1.0) : 1;
    }

    private long percent() {
        return Math.round(100 * done());
    }

    double secondsToGo() {
        double spent = seconds(Duration.between(begun, clock.instant()));
        double covered = seconds(Duration.between(reached, reachedAtBegin));
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

    /** Never zero, since it divides. */
    private static double seconds(Duration length) {
        return Math.max(1, length.toMillis()) / 1000.0;
    }
}
