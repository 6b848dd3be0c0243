package org.stellarticker.loadtest;

import java.util.concurrent.atomic.AtomicLongArray;

/** Times in whole milliseconds, counted each; those above a minute count as a minute. */
final class Latencies {

    private static final int MOST = 60_000;

    private final AtomicLongArray counts = new AtomicLongArray(MOST + 1);

    void add(long millis) {
        counts.incrementAndGet(Math.clamp(millis, 0, MOST));
    }

    long count() {
        long sum = 0;
        for (int millis = 0; millis <= MOST; millis++) {
            sum += counts.get(millis);
        }
        return sum;
    }

    /**
     * Returns the smallest time that the share of all is not above; -1 without any.
     *
     * @param share such as 0.99
     */
    long quantile(double share) {
        long count = count();
        long wanted = (long) Math.ceil(count * share);
        long seen = 0;
        for (int millis = 0; millis <= MOST && count > 0; millis++) {
            seen += counts.get(millis);
            if (seen >= wanted) {
                return millis;
            }
        }
        return -1;
    }
}
