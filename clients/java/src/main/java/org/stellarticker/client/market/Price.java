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

        @JsonProperty(value = "price", required = true) @Nullable
        BigDecimal price,

        @JsonProperty(value = "last", required = true) @Nullable
        BigDecimal last,

        @JsonProperty(value = "bid", required = true) @Nullable
        BigDecimal bid,

        @JsonProperty(value = "ask", required = true) @Nullable
        BigDecimal ask,

        @JsonProperty(value = "change_24h", required = true) @Nullable
        BigDecimal change24h,

        @JsonProperty(value = "volume_24h_usd", required = true) @Nullable
        BigDecimal volume24hUsd,

        @JsonProperty(value = "path", required = true) List<String> path,

        @JsonProperty(value = "as_of", required = true) @Nullable
        Instant asOf,

        @JsonProperty(value = "trade_count", required = true)
        long tradeCount,

        @JsonProperty(value = "market_count", required = true)
        long marketCount,

        @JsonProperty(value = "stale", required = true) boolean stale,

        @JsonProperty(value = "reason", required = true) @Nullable
        String reason) {
    public Price {
        Objects.requireNonNull(asset, "asset");
        Objects.requireNonNull(quote, "quote");
        path = List.copyOf(path);
    }
}
