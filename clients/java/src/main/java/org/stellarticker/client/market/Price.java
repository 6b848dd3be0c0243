// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Price.
 *
 * @param quote {@code USD} or an asset.
 * @param price VWAP of the last finished minute with more than dust.
 * @param change24h Absolute.
 * @param stale An hour old, or no price.
 * @param reason Why there is no price.
 */
public record Price(
        @JsonProperty(value = "asset", required = true) String asset,
        @JsonProperty(value = "quote", required = true) String quote,
        @JsonProperty("price") @Nullable BigDecimal price,
        @JsonProperty("last") @Nullable BigDecimal last,
        @JsonProperty("bid") @Nullable BigDecimal bid,
        @JsonProperty("ask") @Nullable BigDecimal ask,
        @JsonProperty("change_24h") @Nullable BigDecimal change24h,
        @JsonProperty("volume_24h_usd") @Nullable BigDecimal volume24hUsd,
        @JsonProperty(value = "path", required = true) List<String> path,
        @JsonProperty("as_of") @Nullable Instant asOf,

        @JsonProperty(value = "trade_count", required = true)
        long tradeCount,

        @JsonProperty(value = "market_count", required = true)
        long marketCount,

        @JsonProperty(value = "stale", required = true) boolean stale,
        @JsonProperty("reason") @Nullable String reason) {
    public Price {
        Objects.requireNonNull(asset, "asset");
        Objects.requireNonNull(quote, "quote");
        path = List.copyOf(path);
    }
}
