package org.stellarticker.exchange;

import java.util.Locale;

/** How an order's price is meant. */
public enum OrderType {
    /** Trades at its price or a better one. */
    LIMIT,
    /** Trades at whatever price the book has. */
    MARKET;

    /** Returns the word of the API: {@code limit} or {@code market}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
