package org.stellarticker.exchange;

import java.util.Locale;

/** Which side of the book an order is on. */
public enum Side {
    BUY,
    SELL;

    /** Returns the word of the API: {@code buy} or {@code sell}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the side that this one trades with. */
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
