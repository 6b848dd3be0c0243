package org.stellarticker.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A window of time.
 *
 * @param from its begin, inclusive; null for what the call does without
 * @param to its end, exclusive; null for now
 */
public record TimeWindow(@Nullable Instant from, @Nullable Instant to) {

    /** Neither begin nor end. */
    public static final TimeWindow ALL = new TimeWindow(null, null);

    public static TimeWindow since(Instant from) {
        return new TimeWindow(from, null);
    }

    public static TimeWindow between(Instant from, Instant to) {
        return new TimeWindow(from, to);
    }

    public static TimeWindow until(Instant to) {
        return new TimeWindow(null, to);
    }
}
