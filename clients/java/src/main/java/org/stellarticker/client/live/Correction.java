// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/**
 * Correction.
 *
 * @param to Exclusive.
 */
public record Correction(
        @JsonProperty(value = "base", required = true) String base,
        @JsonProperty(value = "counter", required = true) String counter,
        @JsonProperty(value = "from", required = true) Instant from,
        @JsonProperty(value = "to", required = true) Instant to,
        @JsonProperty(value = "reason", required = true) String reason) {
    public Correction {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(reason, "reason");
    }
}
