package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.Optional;

/**
 * A message to a subscriber, and what became of it.
 *
 * @param attempts how often it was sent, replays included
 * @param nextAt when it is sent next; empty when it is not
 * @param finishedAt when it was delivered or given up; empty before
 */
public record Delivery(
        long id,
        long subscriptionId,
        String message,
        String type,
        Instant happenedAt,
        String payload,
        DeliveryState state,
        int attempts,
        Optional<Instant> nextAt,
        Instant createdAt,
        Optional<Instant> finishedAt) {

    /** Returns the id by which a receiver knows a message again: the same in each attempt. */
    public String webhookId() {
        return webhookId(subscriptionId, message);
    }

    static String webhookId(long subscriptionId, String message) {
        return "msg_" + subscriptionId + "_" + message;
    }
}
