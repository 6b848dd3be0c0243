// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Program health.
 *
 * @param state Its own report, {@code silent} when that is too old, or {@code missing}.
 * @param lagSeconds How far it is behind its source.
 */
public record ProgramHealth(
        @JsonProperty(value = "state", required = true) String state,
        @JsonProperty("last_progress") @Nullable Instant lastProgress,
        @JsonProperty("lag_seconds") @Nullable Double lagSeconds,
        @JsonProperty("build") @Nullable String build) {
    public ProgramHealth {
        Objects.requireNonNull(state, "state");
    }
}
