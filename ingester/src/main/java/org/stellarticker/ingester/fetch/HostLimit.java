package org.stellarticker.ingester.fetch;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits the requests to one host within an hour, however many issuers link or redirect to it, so that nobody can use the ticker
 * to flood a host.
 */
final class HostLimit {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final int most;
    private final LongSupplier nanoTime;
    private final Map<String, Integer> requests = new HashMap<>();
    private long startedAt;

    /** @param most the requests allowed to one host within an hour */
    HostLimit(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
    }

    /** Counts a request and returns whether it is allowed. */
    synchronized boolean tryAcquire(String host) {
        if (nanoTime.getAsLong() - startedAt >= HOUR) {
            requests.clear();
            startedAt = nanoTime.getAsLong();
        }
        int before = requests.getOrDefault(host, 0);
        requests.put(host, Math.min(most, before + 1));
        return before < most;
    }
}
