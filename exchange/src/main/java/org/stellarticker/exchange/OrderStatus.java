package org.stellarticker.exchange;

import java.util.Locale;

/** Where an order is in its life. */
public enum OrderStatus {
    /** Rests in the book; nothing of it is executed. */
    SUBMITTED,
    /** Rests in the book; a part of it is executed. */
    PARTIALLY_FILLED,
    /** All of it is executed. */
    EXECUTED,
    /** Ended by its own terms before all of it was executed: IOC, market, or self-trade prevention. */
    CLOSED,
    /** Ended by its owner before all of it was executed. */
    CANCELLED;

    /** Returns the word of the API, such as {@code partially_filled}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the order is in the book. */
    public boolean isOpen() {
        return this == SUBMITTED || this == PARTIALLY_FILLED;
    }
}
