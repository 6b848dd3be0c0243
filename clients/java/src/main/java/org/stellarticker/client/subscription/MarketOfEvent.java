// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * Market of event.
 */
public record MarketOfEvent(
        @JsonProperty(value = "base", required = true) String base,
        @JsonProperty(value = "counter", required = true) String counter) {
    public MarketOfEvent {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
    }
}
