// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Mover.
 *
 * @param change Relative, without dust.
 */
public record Mover(
        @JsonProperty(value = "base", required = true) String base,
        @JsonProperty(value = "counter", required = true) String counter,
        @JsonProperty("open") @Nullable BigDecimal open,
        @JsonProperty("close") @Nullable BigDecimal close,
        @JsonProperty("change") @Nullable BigDecimal change,
        @JsonProperty("volume_usd") @Nullable BigDecimal volumeUsd,

        @JsonProperty(value = "base_volume", required = true)
        BigDecimal baseVolume,

        @JsonProperty(value = "counter_volume", required = true)
        BigDecimal counterVolume,

        @JsonProperty(value = "trade_count", required = true)
        long tradeCount,

        @JsonProperty(value = "first_trade_time", required = true)
        Instant firstTradeTime,

        @JsonProperty(value = "last_trade_time", required = true)
        Instant lastTradeTime) {
    public Mover {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
        Objects.requireNonNull(baseVolume, "base_volume");
        Objects.requireNonNull(counterVolume, "counter_volume");
        Objects.requireNonNull(firstTradeTime, "first_trade_time");
        Objects.requireNonNull(lastTradeTime, "last_trade_time");
    }
}
