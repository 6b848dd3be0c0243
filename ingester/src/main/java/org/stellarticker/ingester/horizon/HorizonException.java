package org.stellarticker.ingester.horizon;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Horizon, or the way to it, may mend by itself: no connection, 429, 5xx, an answer that cannot be read. */
public final class HorizonException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> retryAfter;
    private final boolean rateLimit;
    private final boolean paused;

    public HorizonException(String message) {
        this(message, Optional.empty(), /* rateLimit= */ false);
    }

    HorizonException(String message, Optional<Duration> retryAfter, boolean rateLimit) {
        super(UnreadableTrade.shortened(message));
        this.retryAfter = retryAfter;
        this.rateLimit = rateLimit;
        this.paused = false;
    }

    HorizonException(String message, @Nullable Throwable cause) {
        super(UnreadableTrade.shortened(message), cause);
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

    /** The same, once all work leaves Horizon alone for as long as it asked for, so that nobody need wait by himself. */
    HorizonException asPaused() {
        return new HorizonException(this);
    }

    boolean isPaused() {
        return paused;
    }

    /** Whether Horizon had too many requests of us (429). */
    boolean isRateLimit() {
        return rateLimit;
    }

    /** How long Horizon asked to be left alone. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
