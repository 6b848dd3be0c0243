package org.stellarticker.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether work that is behind comes nearer to its source; work that does not is not catching up. Not
 * thread-safe.
 */
final class CatchUp {

    /** The time within which the lag must shrink. */
    private static final Duration ALLOWANCE = Duration.ofMinutes(10);

    /** The lag must shrink by one part in this many; ledgers close so unevenly that less means nothing. */
    private static final int LEAST_PART = 100;

    private @Nullable Duration nearest;
    private Instant nearerAt = Instant.EPOCH;
    private Instant reachedAt = Instant.EPOCH;

    /** Records the lag at an instant. */
    void reached(Duration lag, Instant at) {
        reachedAt = at;
        if (nearest == null || lag.compareTo(nearest.minus(nearest.dividedBy(LEAST_PART))) < 0) {
            nearest = lag;
            nearerAt = at;
        }
    }

    /** Records that the work is up to date or does something else. */
    void end() {
        nearest = null;
    }

    /** Returns for how long the lag has not shrunk, when that is too long. */
    Optional<Duration> endless(Instant now) {
        // Work that makes no progress at all is stalled, which is another state.
        boolean goesOn = nearest != null && reachedAt.isAfter(nearerAt);
        return Optional.of(Duration.between(nearerAt, now)).filter(time -> goesOn && time.compareTo(ALLOWANCE) > 0);
    }
}
