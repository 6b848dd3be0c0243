package org.stellarticker.daemon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When a summary of what happens often is due in the log: at first, and then once a minute. What happened in between is
 * logged at debug level, by whoever counts it. For use by one thread.
 */
public final class LogInterval {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant last = Instant.EPOCH;

    public LogInterval(Clock clock) {
        this.clock = clock;
    }

    /** Whether a summary is due; the next one is due a minute later then. */
    public boolean elapsed() {
        Instant now = clock.instant();
        // Also when the clock was set back.
        if (Duration.between(last, now).abs().compareTo(MINUTE) < 0) {
            return false;
        }
        last = now;
        return true;
    }
}
