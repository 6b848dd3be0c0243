package org.stellarticker.daemon;

import java.time.Clock;
import java.time.Duration;

/** Detects that the time of day was set back, by comparing it with a clock that cannot be set. */
final class ClockSetBack {

    /** Time synchronisation moves a clock by less, and no schedule is finer. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final Clock timeOfDay;
    private final Clock steady;
    private Duration ahead;

    ClockSetBack(Clock timeOfDay, Clock steady) {
        this.timeOfDay = timeOfDay;
        this.steady = steady;
        this.ahead = ahead();
    }

    /** Returns whether the time of day was set back since the last call. */
    boolean happened() {
        Duration before = ahead;
        ahead = ahead();
        return before.minus(ahead).compareTo(TOLERANCE) > 0;
    }

    private Duration ahead() {
        return Duration.between(steady.instant(), timeOfDay.instant());
    }
}
