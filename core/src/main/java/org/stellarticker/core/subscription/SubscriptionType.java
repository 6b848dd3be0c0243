package org.stellarticker.core.subscription;

import java.util.Locale;
import java.util.Optional;

/** What a subscription is about. */
public enum SubscriptionType {
    /** A trade of a market was stored. */
    TRADE,
    /** A candle of a market has closed. */
    CANDLE,
    /** A market's price crossed a level. */
    PRICE,
    /** A market's volume over a window exceeded a bound. */
    VOLUME,
    /** A market's spread was above a bound for a window. */
    SPREAD,
    /** A market traded for the first time. */
    NEW_MARKET,
    /** An asset was put on the list. */
    NEW_ASSET,
    /** An asset was listed or unlisted, became valid or invalid, or its stellar.toml changed. */
    ASSET,
    /** No ledger came for some time. */
    FEED,
    /** History was found missing that no server keeps. */
    GAP,
    /** The audit of an hour disagreed with what is stored. */
    AUDIT;

    /** Returns the spelling of the API and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a type by its spelling; empty for any other text. */
    public static Optional<SubscriptionType> find(String word) {
        for (SubscriptionType type : values()) {
            if (type.word().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
