package org.stellarticker.core.market;

import java.util.Locale;

/** The kind of counterparty of a trade, as Horizon names it. */
public enum TradeType {
    ORDERBOOK,
    LIQUIDITY_POOL;

    /** Returns Horizon's word: {@code orderbook} or {@code liquidity_pool}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the type that Horizon's word names.
     *
     * @throws IllegalArgumentException for any other word
     */
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
