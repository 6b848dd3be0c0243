// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Market.
 *
 * @param from The window's begin.
 * @param asOf The window's end.
 * @param change close - open
 * @param vwap counter_volume / base_volume
 * @param bid The best bid of the order book.
 * @param ask Its best ask.
 * @param spread ask - bid
 * @param bookAsOf When the order book was read.
 * @param complete False when the window meets time that was never fetched, or the live stream is more than a minute behind.
 * @param completeFrom Begin of the time that is fetched except for the gaps.
 * @param completeTo Its end.
 * @param audited Whether every hour of the window is proven.
 */
public record Market(
        @JsonProperty(value = "base", required = true) String base,
        @JsonProperty(value = "counter", required = true) String counter,
        @JsonProperty(value = "from", required = true) Instant from,
        @JsonProperty(value = "as_of", required = true) Instant asOf,
        @JsonProperty("open") @Nullable BigDecimal open,
        @JsonProperty("high") @Nullable BigDecimal high,
        @JsonProperty("low") @Nullable BigDecimal low,
        @JsonProperty("close") @Nullable BigDecimal close,
        @JsonProperty("change") @Nullable BigDecimal change,
        @JsonProperty("vwap") @Nullable BigDecimal vwap,

        @JsonProperty(value = "base_volume", required = true)
        BigDecimal baseVolume,

        @JsonProperty(value = "counter_volume", required = true)
        BigDecimal counterVolume,

        @JsonProperty(value = "trade_count", required = true)
        long tradeCount,

        @JsonProperty("last_trade_time") @Nullable Instant lastTradeTime,
        @JsonProperty("bid") @Nullable BigDecimal bid,
        @JsonProperty("ask") @Nullable BigDecimal ask,
        @JsonProperty("spread") @Nullable BigDecimal spread,
        @JsonProperty("book_as_of") @Nullable Instant bookAsOf,
        @JsonProperty(value = "complete", required = true) boolean complete,
        @JsonProperty("complete_from") @Nullable Instant completeFrom,
        @JsonProperty("complete_to") @Nullable Instant completeTo,
        @JsonProperty(value = "gaps", required = true) List<Gap> gaps,
        @JsonProperty(value = "audited", required = true) boolean audited,
        @JsonProperty(value = "pools", required = true) List<PoolOfMarket> pools) {
    public Market {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(asOf, "as_of");
        Objects.requireNonNull(baseVolume, "base_volume");
        Objects.requireNonNull(counterVolume, "counter_volume");
        gaps = List.copyOf(gaps);
        pools = List.copyOf(pools);
    }
}
