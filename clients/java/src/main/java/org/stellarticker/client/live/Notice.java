// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * Notice.
 */
public record Notice(
        @JsonProperty(value = "detail", required = true) String detail) {
    public Notice {
        Objects.requireNonNull(detail, "detail");
    }
}
