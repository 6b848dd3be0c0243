package org.stellarticker.webhooksender.send;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a message is sent again that its receiver did not take: eight tries within about 28 hours. */
final class RetrySchedule {

    /** The delays before each try, from the one before it. */
    private static final List<Duration> DELAYS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(10));

    /** The largest addition to a delay, as a share of it, so that what failed together is not sent again together. */
    private static final double JITTER = 0.2;

    /** A receiver may not ask for a longer pause. */
    private static final Duration LONGEST_ASKED = Duration.ofDays(1);

    private final RandomGenerator random;

    RetrySchedule(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Returns when the next try is; empty when there was the last one.
     *
     * @param tries those made so far, this one included
     * @param asked the pause that the receiver asked for
     */
    Optional<Instant> next(Instant now, int tries, Optional<Duration> asked) {
        if (tries >= DELAYS.size()) {
            return Optional.empty();
        }
        long millis = DELAYS.get(tries).toMillis();
        Duration delay = Duration.ofMillis(millis + Math.round(millis * JITTER * random.nextDouble()));
        Duration pause = asked.filter(wanted -> wanted.compareTo(delay) > 0).orElse(delay);
        return Optional.of(now.plus(pause.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : pause));
    }
}
