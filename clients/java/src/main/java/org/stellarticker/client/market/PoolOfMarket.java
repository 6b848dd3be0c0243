// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pool of market.
 *
 * @param price Null when the pool is empty.
 * @param feeBp The fee in hundredths of a percent.
 */
public record PoolOfMarket(
        @JsonProperty(value = "id", required = true) String id,

        @JsonProperty(value = "base_reserve", required = true)
        BigDecimal baseReserve,

        @JsonProperty(value = "counter_reserve", required = true)
        BigDecimal counterReserve,

        @JsonProperty("price") @Nullable BigDecimal price,
        @JsonProperty(value = "fee_bp", required = true) long feeBp,
        @JsonProperty(value = "as_of", required = true) Instant asOf) {
    public PoolOfMarket {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(baseReserve, "base_reserve");
        Objects.requireNonNull(counterReserve, "counter_reserve");
        Objects.requireNonNull(asOf, "as_of");
    }
}
