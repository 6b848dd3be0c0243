// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Delivery to.
 */
public record DeliveryTo(
        @JsonProperty(value = "type", required = true) String type,
        @JsonProperty("url") @Nullable String url,
        @JsonProperty(value = "ordered", required = true) boolean ordered) {
    public DeliveryTo {
        Objects.requireNonNull(type, "type");
    }
}
