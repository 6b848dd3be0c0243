// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Archived delivery.
 *
 * @param type That of the subscription, or {@code test}.
 * @param nextAt When it is sent next.
 * @param payload The body that is sent.
 */
public record ArchivedDelivery(
        @JsonProperty(value = "subscription_id", required = true)
        long subscriptionId,

        @JsonProperty(value = "id", required = true) long id,
        @JsonProperty(value = "webhook_id", required = true) String webhookId,
        @JsonProperty(value = "type", required = true) String type,
        @JsonProperty(value = "state", required = true) String state,

        @JsonProperty(value = "happened_at", required = true)
        Instant happenedAt,

        @JsonProperty(value = "created_at", required = true) Instant createdAt,
        @JsonProperty("finished_at") @Nullable Instant finishedAt,
        @JsonProperty("next_at") @Nullable Instant nextAt,
        @JsonProperty(value = "payload", required = true) JsonNode payload) {
    public ArchivedDelivery {
        Objects.requireNonNull(webhookId, "webhook_id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(happenedAt, "happened_at");
        Objects.requireNonNull(createdAt, "created_at");
        Objects.requireNonNull(payload, "payload");
    }
}
