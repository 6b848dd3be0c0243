package org.stellarticker.exchange;

import java.util.Locale;

/** How long an order waits. */
public enum TimeInForce {
    /** Good till cancelled: what does not trade at once rests in the book. */
    GTC,
    /** Immediate or cancel: what does not trade at once is closed. */
    IOC;

    /** Returns the word of the API: {@code gtc} or {@code ioc}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
