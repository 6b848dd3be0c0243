package org.stellarticker.core.market;

import java.util.Locale;

/** Where a trade was made, in Horizon's words. */
public enum TradeType {
    ORDERBOOK,
    LIQUIDITY_POOL;

    /** Horizon's word: {@code orderbook} or {@code liquidity_pool}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for any other word */
    public static TradeType of(String word) {
        return switch (word) {
            case "orderbook" -> ORDERBOOK;
            case "liquidity_pool" -> LIQUIDITY_POOL;
            default ->
                throw new IllegalArgumentException(
                        "trade_type: expected orderbook or liquidity_pool, found \"" + word + "\"");
        };
    }
}
