package org.stellarticker.client.error;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * A parameter that cannot be used.
 *
 * @param field its name
 * @param value what was found; empty when there was nothing
 */
public record Fault(
        @JsonProperty(value = "field", required = true) String field,
        @JsonProperty(value = "value", required = true) String value,
        @JsonProperty(value = "expected", required = true) String expected)
        implements Serializable {}
