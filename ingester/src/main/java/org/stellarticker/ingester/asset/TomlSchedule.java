package org.stellarticker.ingester.asset;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Computes when a toml is fetched again. Failed fetches are retried with growing delays for as long as an asset links to the toml. */
final class TomlSchedule {

    private static final Duration FIRST_DELAY = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(6);

    /** Bounds the delay that a server may demand. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    private static final int MAX_DOUBLINGS = 10;

    private final Duration interval;

    /** @param interval the interval at which a readable toml is fetched */
    TomlSchedule(Duration interval) {
        this.interval = interval;
    }

    Instant afterFetch(Instant now) {
        return now.plus(interval);
    }

    /**
     * Returns the time of the next attempt after a failure.
     *
     * @param failures the failures in a row, including this one
     * @param retryAfter the delay that the server demands
     */
    Instant afterFailure(Instant now, int failures, Optional<Duration> retryAfter) {
        Duration doubled = FIRST_DELAY.multipliedBy(1L << Math.min(MAX_DOUBLINGS, failures - 1));
        Duration wait = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        // A jitter of a quarter, so that tomls that failed together are not retried together.
        long jittered = (long) (wait.toMillis() * ThreadLocalRandom.current().nextDouble(0.75, 1.25));
        long demanded = retryAfter
                .map(requested -> requested.compareTo(LONGEST_DELAY) < 0 ? requested : LONGEST_DELAY)
                .orElse(Duration.ZERO)
                .toMillis();
        return now.plusMillis(Math.max(jittered, demanded));
    }

    /** Returns the time of the next attempt when the request limit of the host was reached, which is not a failure. */
    Instant postponed(Instant now) {
        return now.plus(Duration.ofHours(1));
    }
}
