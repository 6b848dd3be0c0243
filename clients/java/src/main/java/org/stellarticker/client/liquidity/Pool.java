// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.liquidity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pool.
 *
 * @param price Null when the pool is empty.
 * @param feeBp The fee in hundredths of a percent.
 * @param trustlines How many accounts hold shares, or may.
 */
public record Pool(
        @JsonProperty(value = "id", required = true) String id,
        @JsonProperty(value = "base", required = true) String base,
        @JsonProperty(value = "counter", required = true) String counter,

        @JsonProperty(value = "base_reserve", required = true)
        BigDecimal baseReserve,

        @JsonProperty(value = "counter_reserve", required = true)
        BigDecimal counterReserve,

        @JsonProperty("price") @Nullable BigDecimal price,
        @JsonProperty(value = "fee_bp", required = true) long feeBp,

        @JsonProperty(value = "total_shares", required = true)
        BigDecimal totalShares,

        @JsonProperty(value = "trustlines", required = true) long trustlines,
        @JsonProperty(value = "as_of", required = true) Instant asOf) {
    public Pool {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
        Objects.requireNonNull(baseReserve, "base_reserve");
        Objects.requireNonNull(counterReserve, "counter_reserve");
        Objects.requireNonNull(totalShares, "total_shares");
        Objects.requireNonNull(asOf, "as_of");
    }
}
