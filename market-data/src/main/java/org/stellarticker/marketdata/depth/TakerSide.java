package org.stellarticker.marketdata.depth;

import java.util.Locale;

/** What the taker of a trade does with the base. */
public enum TakerSide {
    BUY,
    SELL;

    /** Returns the word of the API: {@code buy} or {@code sell}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
