package org.stellarticker.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Watches whether the remaining work of something that is behind gets less; work that does not is not catching up. Not
 * thread-safe.
 */
final class CatchUp {

    /** The remaining work must get less within this time. */
    private static final Duration ALLOWANCE = Duration.ofMinutes(10);

    /** The part of the remaining work by which it must get less. A smaller part is how unevenly ledgers close. */
    private static final int LEAST_PART = 100;

    private OptionalLong most = OptionalLong.empty();
    private OptionalLong least = OptionalLong.empty();
    private Instant nearerAt = Instant.EPOCH;
    private Instant reachedAt = Instant.EPOCH;

    /** @param remaining how much work was left at that instant, in any unit that stays the same */
    void reached(long remaining, Instant at) {
        reachedAt = at;
        if (least.isEmpty() || remaining < least.getAsLong() - least.getAsLong() / LEAST_PART) {
            least = OptionalLong.of(remaining);
            nearerAt = at;
        }
    }

    /** @param done how much of the work was done at that instant, in any unit that stays the same; any growth is progress */
    void advanced(long done, Instant at) {
        reachedAt = at;
        if (most.isEmpty() || done > most.getAsLong()) {
            most = OptionalLong.of(done);
            nearerAt = at;
        }
    }

    /** Ends the measurement: the work is up to date, or another kind of work follows. */
    void end() {
        least = OptionalLong.empty();
        most = OptionalLong.empty();
    }

    /** Returns for how long the work has not got less, when that is too long. */
    Optional<Duration> endless(Instant now) {
        // Work that makes no progress at all is stalled, which is another state.
        boolean goesOn = (least.isPresent() || most.isPresent()) && reachedAt.isAfter(nearerAt);
        return Optional.of(Duration.between(nearerAt, now)).filter(time -> goesOn && time.compareTo(ALLOWANCE) > 0);
    }
}
