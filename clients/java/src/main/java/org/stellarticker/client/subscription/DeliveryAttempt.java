// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Delivery attempt.
 *
 * @param status Null without an answer.
 * @param problem Null when it succeeded.
 */
public record DeliveryAttempt(
        @JsonProperty(value = "attempt", required = true) long attempt,

        @JsonProperty(value = "attempted_at", required = true)
        Instant attemptedAt,

        @JsonProperty(value = "millis", required = true) long millis,
        @JsonProperty("status") @Nullable Long status,
        @JsonProperty("problem") @Nullable String problem) {
    public DeliveryAttempt {
        Objects.requireNonNull(attemptedAt, "attempted_at");
    }
}
