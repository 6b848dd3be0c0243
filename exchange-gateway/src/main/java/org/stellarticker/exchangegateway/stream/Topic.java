package org.stellarticker.exchangegateway.stream;

import java.util.Locale;

/** What a public stream may be about. */
public enum Topic {
    TRADES,
    DEPTH,
    TICKERS;

    /** Returns the word of the API, such as {@code trades}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
