// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * Position.
 */
public record Position(
        @JsonProperty(value = "position", required = true) String position) {
    public Position {
        Objects.requireNonNull(position, "position");
    }
}
