// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Price point.
 *
 * @param closeTime Exclusive.
 */
public record PricePoint(
        @JsonProperty(value = "open_time", required = true) Instant openTime,
        @JsonProperty(value = "close_time", required = true) Instant closeTime,
        @JsonProperty("price") @Nullable BigDecimal price) {
    public PricePoint {
        Objects.requireNonNull(openTime, "open_time");
        Objects.requireNonNull(closeTime, "close_time");
    }
}
