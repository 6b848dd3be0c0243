package org.stellarticker.daemon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides when a summary of frequent events is due in the log: first at once, then once a minute. The caller counts the
 * events between and logs them at debug level. Not thread-safe.
 */
public final class LogInterval {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant last = Instant.EPOCH;

    public LogInterval(Clock clock) {
        this.clock = clock;
    }

    /** Returns whether a summary is due, and then starts the next minute. */
    public boolean elapsed() {
        Instant now = clock.instant();
        // This also holds when the clock was set back.
        if (Duration.between(last, now).abs().compareTo(MINUTE) < 0) {
            return false;
        }
        last = now;
        return true;
    }
}
