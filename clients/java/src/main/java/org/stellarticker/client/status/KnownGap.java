// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/**
 * Known gap.
 */
public record KnownGap(
        @JsonProperty(value = "from", required = true) Instant from,
        @JsonProperty(value = "to", required = true) Instant to,
        @JsonProperty(value = "reason", required = true) String reason) {
    public KnownGap {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(reason, "reason");
    }
}
