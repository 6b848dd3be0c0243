package org.stellarticker.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How requests are repeated that the API could not answer for now: after longer and longer waits, each by chance up to half
 * shorter, so that the clients of an API that was restarted do not all come at once; and never before {@code Retry-After}.
 *
 * @param attempts how often a request is sent, at most
 */
public record Retry(int attempts, Duration firstWait, Duration longestWait) {

    public static final Retry DEFAULT = new Retry(6, Duration.ofMillis(500), Duration.ofSeconds(30));

    private static final int MOST_DOUBLINGS = 30;

    public Retry {
        if (attempts < 1 || firstWait.isNegative() || longestWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException("expected at least one attempt, and waits that grow, found " + attempts
                    + " attempts, " + firstWait + " and " + longestWait);
        }
    }

    /** Returns how long to wait after so many failures; empty to give up. */
    Optional<Duration> waitAfter(int failures, Optional<Duration> retryAfter) {
        if (failures >= attempts
                || retryAfter
                        .filter(wanted -> wanted.compareTo(longestWait) > 0)
                        .isPresent()) {
            return Optional.empty();
        }
        Duration wait = backoff(failures);
        return Optional.of(retryAfter
                .map(wanted -> longer(wait, wanted.plus(part(firstWait, 0))))
                .orElse(wait));
    }

    Duration backoff(int failures) {
        // A stream may fail for days.
        long factor = 1L << Math.min(failures - 1, MOST_DOUBLINGS);
        Duration full = firstWait.multipliedBy(factor);
        return part(full.compareTo(longestWait) > 0 ? longestWait : full, 0.5);
    }

    /** Returns by chance something between the least part of a time and all of it. */
    private static Duration part(Duration full, double least) {
        double part = least + (1 - least) * ThreadLocalRandom.current().nextDouble();
        return Duration.ofNanos((long) (full.toNanos() * part));
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
