package org.stellarticker.ingester.horizon.client.budget;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The rate limit of a server that refuses requests (429): as many requests as it answered from one refusal to the next, and
 * not much less than before. The limit is raised in ever larger steps until the server refuses again or the limit is dropped,
 * so that an accidental refusal costs a minute. Not safe for use by many threads.
 */
final class LearnedLimit {

    private static final double NONE = Double.POSITIVE_INFINITY;

    /** More requests a second than the program makes. */
    private static final double AS_GOOD_AS_NONE = 1_000;

    /** The limit is raised after this time at the latest. */
    private static final long STEP = TimeUnit.SECONDS.toNanos(10);

    /** So many answers without a refusal raise the limit, too: a server that refuses by chance is not held to be slow. */
    private static final int ANSWERS_A_STEP = 5;

    /** So much of a known limit stays after a refusal: by chance, a few refusals follow each other closely. */
    private static final double KEPT = 0.7;

    private static final double FIRST_STEP = 1.05;

    /** The pause where the server does not ask for one. */
    private static final Backoff DEFAULT_PAUSE = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    private double perSecond = NONE;
    private double step = FIRST_STEP;
    private long since;
    private long steppedAt;
    private int answered;
    private int answeredSinceStep;
    private int refusals;

    LearnedLimit(long now) {
        this.since = now;
    }

    void answered() {
        answered++;
        answeredSinceStep++;
    }

    /** Returns the pause after one more refusal in which the server asks for none. */
    Duration pause() {
        return DEFAULT_PAUSE.after(refusals);
    }

    /**
     * Learns from a refusal. Do not report refusals of requests that were under way at the refusal before.
     *
     * @param pause the time after which the server accepts requests again
     */
    void refused(long now, Duration pause) {
        double seconds = (now - since) / (double) TimeUnit.SECONDS.toNanos(1);
        double measured = answered / Math.max(seconds, 1);
        double before = perSecond(now);
        perSecond = Math.max(measured, 1.0 / Math.max(1, pause.toSeconds()));
        if (before < NONE) {
            perSecond = Math.max(perSecond, KEPT * before);
        }
        refusals = answered == 0 ? refusals + 1 : 0;
        answered = 0;
        answeredSinceStep = 0;
        since = now;
        step = FIRST_STEP;
        steppedAt = now + pause.toNanos();
    }

    /** Returns the limit; infinite when none is known. */
    double perSecond(long now) {
        while (perSecond < NONE && now - steppedAt >= STEP) {
            raise();
            steppedAt += STEP;
        }
        if (perSecond < NONE && answeredSinceStep >= ANSWERS_A_STEP && now > steppedAt) {
            raise();
            steppedAt = now;
        }
        return perSecond;
    }

    private void raise() {
        perSecond *= step;
        step *= step;
        answeredSinceStep = 0;
        if (perSecond > AS_GOOD_AS_NONE) {
            perSecond = NONE;
        }
    }
}
