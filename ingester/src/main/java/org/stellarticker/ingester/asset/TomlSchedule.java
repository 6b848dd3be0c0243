package org.stellarticker.ingester.asset;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** When a toml is asked for again: it goes on for ever, ever more seldom, as long as an asset links to it. */
final class TomlSchedule {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(6);

    /** Whatever a domain asks for. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    private static final int MOST_DOUBLINGS = 10;

    private final Duration interval;

    /** @param interval after which a toml that could be read is asked for again */
    TomlSchedule(Duration interval) {
        this.interval = interval;
    }

    Instant afterFetch(Instant at) {
        return at.plus(interval);
    }

    /**
     * @param failures in a row, this one included
     * @param retryAfter what the domain asked for
     */
    Instant afterFailure(Instant at, int failures, Optional<Duration> retryAfter) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(MOST_DOUBLINGS, failures - 1));
        Duration wait = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        // A quarter more or less, so that what failed together does not come back together.
        long jittered = (long) (wait.toMillis() * ThreadLocalRandom.current().nextDouble(0.75, 1.25));
        long asked = retryAfter
                .map(requested -> requested.compareTo(LONGEST_DELAY) < 0 ? requested : LONGEST_DELAY)
                .orElse(Duration.ZERO)
                .toMillis();
        return at.plusMillis(Math.max(jittered, asked));
    }

    /** Nothing was wrong with the domain: it was only asked for too much. */
    Instant postponed(Instant at) {
        return at.plus(Duration.ofHours(1));
    }
}
