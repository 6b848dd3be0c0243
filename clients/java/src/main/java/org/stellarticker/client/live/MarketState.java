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
        @JsonProperty("book_as_of") @Nullable Instant bookAsOf) {
    public MarketState {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(asOf, "as_of");
        Objects.requireNonNull(baseVolume, "base_volume");
        Objects.requireNonNull(counterVolume, "counter_volume");
    }
}
