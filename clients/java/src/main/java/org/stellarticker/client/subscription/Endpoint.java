// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Endpoint.
 *
 * @param receivedAt When it last took a message.
 * @param failingSince Null while the last attempt succeeded.
 * @param disabledAt When it was disabled for failing too long.
 */
public record Endpoint(
        @JsonProperty("received_at") @Nullable Instant receivedAt,
        @JsonProperty("failing_since") @Nullable Instant failingSince,
        @JsonProperty("problem") @Nullable String problem,
        @JsonProperty("disabled_at") @Nullable Instant disabledAt) {}
