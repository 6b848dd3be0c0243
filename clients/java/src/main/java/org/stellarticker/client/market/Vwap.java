// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Vwap.
 *
 * @param complete False when the window meets time that was never fetched, or the live stream is more than a minute behind.
 * @param completeFrom Begin of the time that is fetched except for the gaps.
 * @param completeTo Its end.
 * @param audited Whether every hour of the window is proven.
 * @param vwap counter_volume / base_volume; null when no base traded.
 * @param servedFrom Where the answer was read; both when its older part is archived.
 * @param missing What neither the database nor the archive has of the time before the trades that are kept.
 */
public record Vwap(
        @JsonProperty(value = "complete", required = true) boolean complete,
        @JsonProperty("complete_from") @Nullable Instant completeFrom,
        @JsonProperty("complete_to") @Nullable Instant completeTo,
        @JsonProperty(value = "gaps", required = true) List<Gap> gaps,
        @JsonProperty(value = "audited", required = true) boolean audited,
        @JsonProperty(value = "base", required = true) String base,
        @JsonProperty(value = "counter", required = true) String counter,
        @JsonProperty(value = "from", required = true) Instant from,
        @JsonProperty(value = "to", required = true) Instant to,
        @JsonProperty("vwap") @Nullable BigDecimal vwap,

        @JsonProperty(value = "base_volume", required = true)
        BigDecimal baseVolume,

        @JsonProperty(value = "counter_volume", required = true)
        BigDecimal counterVolume,

        @JsonProperty(value = "trade_count", required = true)
        long tradeCount,

        @JsonProperty("served_from") @Nullable String servedFrom,
        @JsonProperty("missing") @Nullable List<Gap> missing) {
    public Vwap {
        gaps = List.copyOf(gaps);
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(baseVolume, "base_volume");
        Objects.requireNonNull(counterVolume, "counter_volume");
        missing = missing == null ? null : List.copyOf(missing);
    }
}
