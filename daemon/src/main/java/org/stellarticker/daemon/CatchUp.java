package org.stellarticker.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether work that is behind comes nearer; work that never does is not catching up. Not safe for use by many threads. */
final class CatchUp {

    /** Within which it must come nearer. */
    private static final Duration ALLOWANCE = Duration.ofMinutes(10);

    /** Of how far it is behind; less is how unevenly ledgers close. */
    private static final int LEAST_PART = 100;

    private @Nullable Duration nearest;
    private Instant nearerAt = Instant.EPOCH;
    private Instant reachedAt = Instant.EPOCH;

    /** @param lag how far it was behind at that instant */
    void reached(Duration lag, Instant at) {
        reachedAt = at;
        if (nearest == null || lag.compareTo(nearest.minus(nearest.dividedBy(LEAST_PART))) < 0) {
            nearest = lag;
            nearerAt = at;
        }
    }

    /** It is up to date, or does something else. */
    void end() {
        nearest = null;
    }

    /** For how long it has not come nearer, when that is too long. */
    Optional<Duration> endless(Instant now) {
        // Work that reaches nothing at all is stalled, which is another matter.
        boolean goesOn = nearest != null && reachedAt.isAfter(nearerAt);
        return Optional.of(Duration.between(nearerAt, now)).filter(time -> goesOn && time.compareTo(ALLOWANCE) > 0);
    }
}
