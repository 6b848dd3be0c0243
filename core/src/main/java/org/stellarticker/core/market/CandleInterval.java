package org.stellarticker.core.market;

import java.time.Duration;

/** An interval whose candles are stored, aligned to UTC. All wider candles are made of these. */
public enum CandleInterval {
    MINUTE("1m", Duration.ofMinutes(1)),
    HOUR("1h", Duration.ofHours(1)),
    DAY("1d", Duration.ofDays(1));

    private final String word;
    private final Duration length;

    CandleInterval(String word, Duration length) {
        this.word = word;
        this.length = length;
    }

    /** Returns the short form: {@code 1m}, {@code 1h}, {@code 1d}. */
    public String word() {
        return word;
    }

    public Duration length() {
        return length;
    }
}
