package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * One attempt to deliver.
 *
 * @param status of the answer; empty without one
 * @param problem why it failed; empty when it succeeded
 */
public record DeliveryAttempt(
        long deliveryId, int attempt, Instant attemptedAt, int millis, OptionalInt status, String problem) {}
