package org.stellarticker.ingester.horizon.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.ingester.horizon.json.ReasonText;

/** A failure that may pass by itself: no connection, 429, 5xx, or an answer that cannot be read. */
public final class HorizonException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> retryAfter;
    private final boolean rateLimit;
    private final boolean paused;

    public HorizonException(String message) {
        this(message, Optional.empty(), /* rateLimit= */ false);
    }

    HorizonException(String message, Optional<Duration> retryAfter, boolean rateLimit) {
        super(ReasonText.shortened(message));
        this.retryAfter = retryAfter;
        this.rateLimit = rateLimit;
        this.paused = false;
    }

    public HorizonException(String message, @Nullable Throwable cause) {
        super(ReasonText.shortened(message), cause);
        this.retryAfter = Optional.empty();
        this.rateLimit = false;
        this.paused = false;
    }

    private HorizonException(HorizonException fault) {
        super(fault.getMessage(), fault);
        this.retryAfter = fault.retryAfter;
        this.rateLimit = fault.rateLimit;
        this.paused = true;
    }

    /** Returns this failure for when the request budget pauses all work, so that the request needs no delay of its own. */
    HorizonException asPaused() {
        return new HorizonException(this);
    }

    boolean isPaused() {
        return paused;
    }

    /** Returns whether Horizon refused the request because of its rate limit (429). */
    boolean isRateLimit() {
        return rateLimit;
    }

    /** Returns the pause that Horizon asked for. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
