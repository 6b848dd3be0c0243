package org.stellarticker.ingester.asset;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often one host is asked within an hour, however many issuers name it or redirect to it: nobody is to be made busy
 * through us.
 */
final class HostBound {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final int most;
    private final LongSupplier nanoTime;
    private final Map<String, Integer> asked = new HashMap<>();
    private long begun;

    /** @param most requests an hour */
    HostBound(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** Counts a request, unless there were too many. */
    synchronized boolean take(String host) {
        if (nanoTime.getAsLong() - begun >= HOUR) {
            asked.clear();
            begun = nanoTime.getAsLong();
        }
        int before = asked.getOrDefault(host, 0);
        asked.put(host, Math.min(most, before + 1));
        return before < most;
    }
}
