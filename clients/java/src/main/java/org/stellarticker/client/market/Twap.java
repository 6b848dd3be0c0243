// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Twap.
 *
 * @param complete False when the window meets time that was never fetched, or the live stream is more than a minute behind.
 * @param completeFrom Begin of the time that is fetched except for the gaps.
 * @param completeTo Its end.
 * @param audited Whether every hour of the window is proven.
 * @param interval Of the candles whose closing prices were taken.
 */
public record Twap(
        @JsonProperty(value = "complete", required = true) boolean complete,
        @JsonProperty("complete_from") @Nullable Instant completeFrom,
        @JsonProperty("complete_to") @Nullable Instant completeTo,
        @JsonProperty(value = "gaps", required = true) List<Gap> gaps,
        @JsonProperty(value = "audited", required = true) boolean audited,
        @JsonProperty(value = "base", required = true) String base,
        @JsonProperty(value = "counter", required = true) String counter,
        @JsonProperty(value = "from", required = true) Instant from,
        @JsonProperty(value = "to", required = true) Instant to,
        @JsonProperty("twap") @Nullable BigDecimal twap,
        @JsonProperty(value = "interval", required = true) String interval,

        @JsonProperty(value = "base_volume", required = true)
        BigDecimal baseVolume,

        @JsonProperty(value = "counter_volume", required = true)
        BigDecimal counterVolume,

        @JsonProperty(value = "trade_count", required = true)
        long tradeCount) {
    public Twap {
        gaps = List.copyOf(gaps);
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(baseVolume, "base_volume");
        Objects.requireNonNull(counterVolume, "counter_volume");
    }
}
