package org.stellarticker.ingester.horizon;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Horizon, or the way to it, may mend by itself: no connection, 429, 5xx, an answer that cannot be read. */
public final class HorizonFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> retryAfter;

    public HorizonFault(String message) {
        this(message, Optional.empty());
    }

    HorizonFault(String message, Optional<Duration> retryAfter) {
        super(UnreadableTrade.shortened(message));
        this.retryAfter = retryAfter;
    }

    HorizonFault(String message, @Nullable Throwable cause) {
        super(UnreadableTrade.shortened(message), cause);
        this.retryAfter = Optional.empty();
    }

    /** How long Horizon asked to be left alone. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
