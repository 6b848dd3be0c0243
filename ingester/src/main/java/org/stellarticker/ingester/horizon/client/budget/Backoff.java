package org.stellarticker.ingester.horizon.client.budget;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A delay that doubles with each failure in a row, up to a bound.
 *
 * @param first the delay after the first failure
 */
public record Backoff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 16;

    /**
     * Returns the delay.
     *
     * @param earlierFailures the number of failures in a row before this one
     */
    public Duration after(int earlierFailures) {
        Duration doubled = first.multipliedBy(1L << Math.clamp(earlierFailures, 0, MOST_DOUBLINGS));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    /** Returns the delay with a random part of up to a half, so that many clients do not come back together. */
    public Duration jitteredAfter(int earlierFailures) {
        long millis = after(earlierFailures).toMillis();
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
    }

    /** Returns the same delays with another bound. */
    public Backoff atMost(Duration other) {
        return new Backoff(first, other);
    }
}
