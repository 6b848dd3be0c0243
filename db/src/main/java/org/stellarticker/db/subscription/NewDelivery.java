package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * A message to a subscriber.
 *
 * @param message what happened; the same event gives the same text, so that it is delivered once however often it is matched
 * @param type that of the subscription, or {@code test}
 * @param pairId the market concerned; empty without one
 * @param payload JSON, which is signed and sent byte by byte
 * @param streamed whether it is kept for a stream, and not sent
 */
public record NewDelivery(
        long subscriptionId,
        String message,
        String type,
        OptionalInt pairId,
        Instant happenedAt,
        String payload,
        boolean streamed) {}
