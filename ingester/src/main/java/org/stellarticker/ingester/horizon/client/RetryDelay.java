package org.stellarticker.ingester.horizon.client;

import java.time.Duration;
import org.stellarticker.ingester.horizon.client.budget.Backoff;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;

/**
 * The delays between the tries of one request or stream. Where the server says how long to wait, that holds for all work
 * ({@link RequestBudget}), so that the most urgent request is made first. Not safe for use by many threads.
 */
public final class RetryDelay {

    static final Duration LONGEST = Duration.ofSeconds(30);

    /** While no server answers, requests share one check, so that the first answer is noticed soon. */
    public static final Duration DURING_AN_OUTAGE = Duration.ofSeconds(2);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), LONGEST);

    private int failures;

    /** Counts a failure, and returns the delay before the next try. */
    public Duration after(HorizonException failure) {
        return after(failure, LONGEST);
    }

    /**
     * Counts a failure, and returns the delay before the next try.
     *
     * @param longest the bound of the delay
     */
    public Duration after(HorizonException failure, Duration longest) {
        Duration delay = BACKOFF.atMost(longest).jitteredAfter(failures);
        failures++;
        return failure.isPaused() ? Duration.ZERO : delay;
    }

    /** Returns the number of failures in a row. */
    public int failures() {
        return failures;
    }

    /** Begins anew after a success. */
    public void reset() {
        failures = 0;
    }
}
