package org.stellarticker.db.subscription;

/**
 * A message that is to be sent now.
 *
 * @param attempts how often it was sent before, replays included
 * @param tries how often it was sent since it was made or replayed
 * @param webhook as it is now
 */
public record DueDelivery(
        long id, long subscriptionId, String message, String payload, int attempts, int tries, Webhook webhook) {

    /** Returns the id by which a receiver knows the message again. */
    public String webhookId() {
        return Delivery.webhookId(subscriptionId, message);
    }
}
