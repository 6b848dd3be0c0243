// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * New subscription.
 *
 * @param active Whether messages are wanted: false while its owner or the operator paused it.
 * @param pausedAt Since when the operator pauses it; null unless one does. Its owner cannot start it then.
 * @param pauseReason Why the operator paused it; may be empty. Null unless one did.
 * @param previousSecretUntil Until when messages are signed with the secret before the last rotation, too.
 * @param dropped Messages that were not stored because too many were there already; 0 when none was.
 * @param droppedAt When the last one was dropped.
 * @param endpoint Null for a stream.
 * @param secret Signs the webhooks: {@code whsec_} and Base64. Shown this once; null for a stream.
 */
public record NewSubscription(
        @JsonProperty(value = "id", required = true) long id,
        @JsonProperty(value = "name", required = true) String name,
        @JsonProperty(value = "type", required = true) String type,
        @JsonProperty(value = "filter", required = true) SubscriptionFilter filter,
        @JsonProperty(value = "delivery", required = true) DeliveryTo delivery,
        @JsonProperty(value = "active", required = true) boolean active,
        @JsonProperty("paused_at") @Nullable Instant pausedAt,
        @JsonProperty("pause_reason") @Nullable String pauseReason,
        @JsonProperty(value = "created_at", required = true) Instant createdAt,
        @JsonProperty(value = "changed_at", required = true) Instant changedAt,
        @JsonProperty("ends_at") @Nullable Instant endsAt,
        @JsonProperty("previous_secret_until") @Nullable Instant previousSecretUntil,
        @JsonProperty(value = "dropped", required = true) long dropped,
        @JsonProperty("dropped_at") @Nullable Instant droppedAt,
        @JsonProperty("endpoint") @Nullable Endpoint endpoint,
        @JsonProperty("secret") @Nullable String secret) {
    public NewSubscription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(createdAt, "created_at");
        Objects.requireNonNull(changedAt, "changed_at");
    }

    /** Returns all members but the secret. */
    @Override
    public String toString() {
        return "NewSubscription[id=" + id + ", name=" + name + ", type=" + type + ", filter=" + filter + ", delivery="
                + delivery + ", active=" + active + ", pausedAt=" + pausedAt + ", pauseReason=" + pauseReason
                + ", createdAt=" + createdAt + ", changedAt=" + changedAt + ", endsAt=" + endsAt
                + ", previousSecretUntil=" + previousSecretUntil + ", dropped=" + dropped + ", droppedAt=" + droppedAt
                + ", endpoint=" + endpoint + "]";
    }
}
