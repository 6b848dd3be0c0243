// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/**
 * Time that is not fetched.
 */
public record Gap(
        @JsonProperty(value = "from", required = true) Instant from,
        @JsonProperty(value = "to", required = true) Instant to) {
    public Gap {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }
}
