// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Market state.
 *
 * @param from The window's begin.
 * @param asOf The window's end.
 * @param change close - open
 * @param vwap counter_volume / base_volume
 * @param bid The best bid of the order book.
 * @param ask Its best ask.
 * @param spread ask - bid
 * @param bookAsOf When the order book was read.
 */
public record MarketState(
        @JsonProperty(value = "base", required = true) String base,
        @JsonProperty(value = "counter", required = true) String counter,
        @JsonProperty(value = "from", required = true) Instant from,
        @JsonProperty(value = "as_of", required = true) Instant asOf,

        @JsonProperty(value = "open", required = true) @Nullable
        BigDecimal open,

        @JsonProperty(value = "high", required = true) @Nullable
        BigDecimal high,

        @JsonProperty(value = "low", required = true) @Nullable
        BigDecimal low,

        @JsonProperty(value = "close", required = true) @Nullable
        BigDecimal close,

        @JsonProperty(value = "change", required = true) @Nullable
        BigDecimal change,

        @JsonProperty(value = "vwap", required = true) @Nullable
        BigDecimal vwap,

        @JsonProperty(value = "base_volume", required = true)
        BigDecimal baseVolume,

        @JsonProperty(value = "counter_volume", required = true)
        BigDecimal counterVolume,

        @JsonProperty(value = "trade_count", required = true)
        long tradeCount,

        @JsonProperty(value = "last_trade_time", required = true) @Nullable
        Instant lastTradeTime,

        @JsonProperty(value = "bid", required = true) @Nullable
        BigDecimal bid,

        @JsonProperty(value = "ask", required = true) @Nullable
        BigDecimal ask,

        @JsonProperty(value = "spread", required = true) @Nullable
        BigDecimal spread,

        @JsonProperty(value = "book_as_of", required = true) @Nullable
        Instant bookAsOf) {
    public MarketState {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(asOf, "as_of");
        Objects.requireNonNull(baseVolume, "base_volume");
        Objects.requireNonNull(counterVolume, "counter_volume");
    }
}
