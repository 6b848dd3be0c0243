// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.liquidity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Depth band.
 */
public record DepthBand(
        @JsonProperty(value = "percent", required = true) BigDecimal percent,
        @JsonProperty("book") @Nullable DepthOfBand book,
        @JsonProperty("pool") @Nullable DepthOfBand pool) {
    public DepthBand {
        Objects.requireNonNull(percent, "percent");
    }
}
