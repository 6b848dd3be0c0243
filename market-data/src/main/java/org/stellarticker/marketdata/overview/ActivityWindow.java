package org.stellarticker.marketdata.overview;

import java.time.Duration;

/** The windows over which it is shown how active markets are; all end now. */
public enum ActivityWindow {
    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    HOUR("1h", Duration.ofHours(1)),
    SIX_HOURS("6h", Duration.ofHours(6)),
    DAY("24h", Duration.ofHours(24));

    private final String word;
    private final Duration length;

    ActivityWindow(String word, Duration length) {
        this.word = word;
        this.length = length;
    }

    /** Returns the short form: {@code 5m}, {@code 1h}, {@code 6h}, {@code 24h}. */
    public String word() {
        return word;
    }

    public Duration length() {
        return length;
    }
}
