package org.stellarticker.marketdata.stream;

import java.util.Locale;

/** What a stream may report. */
public enum Topic {
    /** A log: each stored trade once. */
    TRADES,
    /** A log: each change of a market's past once. */
    CORRECTIONS,
    /** States: the newest of each market that changed. */
    MARKETS,
    /** States: the newest of each candle that changed. */
    CANDLES;

    /** Returns the form of addresses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
