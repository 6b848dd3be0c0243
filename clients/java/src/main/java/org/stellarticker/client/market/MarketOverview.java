// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.market;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Market overview.
 *
 * @param valid Whether both assets are valid.
 * @param change close - open
 * @param buys Trades whose later side bought the base.
 * @param sells Trades whose later side sold it.
 * @param volume5m Of the base.
 * @param volume1h Of the base.
 * @param volume6h Of the base.
 * @param volume24h Of the base.
 */
public record MarketOverview(
        @JsonProperty(value = "base", required = true) String base,
        @JsonProperty(value = "counter", required = true) String counter,
        @JsonProperty(value = "valid", required = true) boolean valid,
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

        @JsonProperty("base_volume_usd") @Nullable BigDecimal baseVolumeUsd,

        @JsonProperty(value = "trade_count", required = true)
        long tradeCount,

        @JsonProperty(value = "buys", required = true) long buys,
        @JsonProperty(value = "sells", required = true) long sells,
        @JsonProperty("last_trade_time") @Nullable Instant lastTradeTime,
        @JsonProperty("bid") @Nullable BigDecimal bid,
        @JsonProperty("ask") @Nullable BigDecimal ask,
        @JsonProperty("spread") @Nullable BigDecimal spread,
        @JsonProperty("book_as_of") @Nullable Instant bookAsOf,
        @JsonProperty("pool_id") @Nullable String poolId,
        @JsonProperty("pool_base_reserve") @Nullable BigDecimal poolBaseReserve,
        @JsonProperty("pool_counter_reserve") @Nullable BigDecimal poolCounterReserve,
        @JsonProperty(value = "buys_5m", required = true) long buys5m,
        @JsonProperty(value = "sells_5m", required = true) long sells5m,
        @JsonProperty("change_5m") @Nullable BigDecimal change5m,
        @JsonProperty(value = "volume_5m", required = true) BigDecimal volume5m,
        @JsonProperty(value = "buys_1h", required = true) long buys1h,
        @JsonProperty(value = "sells_1h", required = true) long sells1h,
        @JsonProperty("change_1h") @Nullable BigDecimal change1h,
        @JsonProperty(value = "volume_1h", required = true) BigDecimal volume1h,
        @JsonProperty(value = "buys_6h", required = true) long buys6h,
        @JsonProperty(value = "sells_6h", required = true) long sells6h,
        @JsonProperty("change_6h") @Nullable BigDecimal change6h,
        @JsonProperty(value = "volume_6h", required = true) BigDecimal volume6h,
        @JsonProperty(value = "buys_24h", required = true) long buys24h,
        @JsonProperty(value = "sells_24h", required = true) long sells24h,
        @JsonProperty("change_24h") @Nullable BigDecimal change24h,
        @JsonProperty(value = "volume_24h", required = true) BigDecimal volume24h) {
    public MarketOverview {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(counter, "counter");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(asOf, "as_of");
        Objects.requireNonNull(baseVolume, "base_volume");
        Objects.requireNonNull(counterVolume, "counter_volume");
        Objects.requireNonNull(volume5m, "volume_5m");
        Objects.requireNonNull(volume1h, "volume_1h");
        Objects.requireNonNull(volume6h, "volume_6h");
        Objects.requireNonNull(volume24h, "volume_24h");
    }
}
