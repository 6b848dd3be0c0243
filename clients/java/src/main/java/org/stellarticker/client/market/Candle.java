// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Candle.
 *
 * @param closeTime The end, exclusive.
 * @param open Without dust; null when all was dust.
 * @param complete Whether all of it is fetched and past.
 * @param audited Whether every hour of it is proven.
 * @param revision Grows when the candle changes.
 * @param source Its own trades, or Horizon's sums.
 * @param dustExcluded Whether its prices leave dust out: Horizon's do not, nor do those that were made with an earlier dust floor.
 */
public record Candle(
        @JsonProperty(value = "open_time", required = true) Instant openTime,
        @JsonProperty(value = "close_time", required = true) Instant closeTime,
        @JsonProperty("open") @Nullable BigDecimal open,
        @JsonProperty("high") @Nullable BigDecimal high,
        @JsonProperty("low") @Nullable BigDecimal low,
        @JsonProperty("close") @Nullable BigDecimal close,

        @JsonProperty(value = "base_volume", required = true)
        BigDecimal baseVolume,

        @JsonProperty(value = "counter_volume", required = true)
        BigDecimal counterVolume,

        @JsonProperty("vwap") @Nullable BigDecimal vwap,

        @JsonProperty(value = "trade_count", required = true)
        long tradeCount,

        @JsonProperty(value = "complete", required = true) boolean complete,
        @JsonProperty(value = "audited", required = true) boolean audited,
        @JsonProperty(value = "revision", required = true) long revision,
        @JsonProperty(value = "source", required = true) String source,

        @JsonProperty(value = "dust_excluded", required = true)
        boolean dustExcluded,

        @JsonProperty(value = "served_from", required = true)
        String servedFrom) {
    public Candle {
        Objects.requireNonNull(openTime, "open_time");
        Objects.requireNonNull(closeTime, "close_time");
        Objects.requireNonNull(baseVolume, "base_volume");
        Objects.requireNonNull(counterVolume, "counter_volume");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(servedFrom, "served_from");
    }
}
