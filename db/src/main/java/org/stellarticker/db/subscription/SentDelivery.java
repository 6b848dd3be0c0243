package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of an attempt.
 *
 * @param nextTry when the next one is; empty when it was the last
 */
public record SentDelivery(DueDelivery delivery, DeliveryAttempt attempt, Optional<Instant> nextTry) {

    public boolean succeeded() {
        return attempt.problem().isEmpty();
    }

    /** Returns when the attempt ended, in microseconds since 1970. */
    long endMicros() {
        return DeliveryStore.micros(attempt.attemptedAt().plusMillis(attempt.millis()));
    }

    DeliveryState state() {
        return succeeded() ? DeliveryState.DELIVERED : nextTry.isPresent() ? DeliveryState.WAITING : DeliveryState.DEAD;
    }
}
