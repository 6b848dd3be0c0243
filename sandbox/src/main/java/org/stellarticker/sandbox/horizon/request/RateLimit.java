package org.stellarticker.sandbox.horizon.request;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.stellarticker.sandbox.horizon.json.Bucket;

/**
 * Limits the requests of an address as Horizon does: by a bucket that is refilled steadily, so that a burst may come at
 * once and the hourly number over an hour.
 */
public final class RateLimit {

    /** Horizon's {@code X-Ratelimit-Limit}: the burst and the present request. */
    public static final int CAPACITY = 101;

    private static final double NANOS = 1e9;

    private record Bucket(double level, long at) {}

    /**
     * The decision about a request.
     *
     * @param remaining requests that may follow at once
     * @param resetSeconds until the bucket is full
     */
    public record Decision(boolean allowed, int remaining, long resetSeconds) {}

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final double perNano;
    private final LongSupplier nanoTime;

    public RateLimit(int perHour, LongSupplier nanoTime) {
        this.perNano = perHour / (3_600 * NANOS);
        this.nanoTime = nanoTime;
    }

    /** Takes a request of an address from its bucket, if one is left. */
    public synchronized Decision take(String address) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.getOrDefault(address, new Bucket(CAPACITY, now));
        double level = Math.min(CAPACITY, bucket.level() + (now - bucket.at()) * perNano);
        boolean allowed = level >= 1;
        double left = allowed ? level - 1 : level;
        buckets.put(address, new Bucket(left, now));
        return new Decision(allowed, (int) left, (long) Math.ceil((CAPACITY - left) / perNano / NANOS));
    }

    /** Returns the whole seconds until a refused request can be made. */
    public long retryAfterSeconds() {
        return Math.max(1, (long) Math.ceil(1 / perNano / NANOS));
    }
}
