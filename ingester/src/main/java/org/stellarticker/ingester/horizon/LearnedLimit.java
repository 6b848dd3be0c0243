package org.stellarticker.ingester.horizon;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How many requests a server takes in truth, where it refuses some (429): as many as it answered from one refusal to the
 * next. That is tried to be more again and again, in ever larger steps, until it refuses again or the limit is forgotten;
 * so a refusal that means nothing costs a minute. Not safe for use by many threads.
 */
final class LearnedLimit {

    private static final double NONE = Double.POSITIVE_INFINITY;

    /** More than anybody asks for. */
    private static final double AS_GOOD_AS_NONE = 1_000;

    private static final long STEP = TimeUnit.SECONDS.toNanos(10);

    private static final double FIRST_STEP = 1.05;

    /** Where the server does not say how long to leave it alone. */
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_DEFAULT_PAUSE = Duration.ofSeconds(30);

    private double perSecond = NONE;
    private double step = FIRST_STEP;
    private long since;
    private long steppedAt;
    private int answered;
    private int refusals;

    LearnedLimit(long now) {
        this.since = now;
    }

    void answered() {
        answered++;
    }

    /** How long to leave it alone after one more refusal, when it does not say so itself. */
    Duration pause() {
        Duration doubled = DEFAULT_PAUSE.multipliedBy(1L << Math.min(refusals, 5));
        return doubled.compareTo(LONGEST_DEFAULT_PAUSE) > 0 ? LONGEST_DEFAULT_PAUSE : doubled;
    }

    /**
     * The server refuses to answer now. Requests that were under way at the last refusal, and are refused, too, are no news:
     * do not tell of them.
     *
     * @param pause after which it takes one again
     */
    void refused(long now, Duration pause) {
        double seconds = (now - since) / (double) TimeUnit.SECONDS.toNanos(1);
        double measured = answered / Math.max(seconds, 1);
        perSecond = Math.max(measured, 1.0 / Math.max(1, pause.toSeconds()));
        refusals = answered == 0 ? refusals + 1 : 0;
        answered = 0;
        since = now;
        step = FIRST_STEP;
        steppedAt = now + pause.toNanos();
    }

    /** Infinite when none is known. */
    double perSecond(long now) {
        while (perSecond < NONE && now - steppedAt >= STEP) {
            perSecond *= step;
            step *= step;
            steppedAt += STEP;
            if (perSecond > AS_GOOD_AS_NONE) {
                perSecond = NONE;
            }
        }
        return perSecond;
    }
}
