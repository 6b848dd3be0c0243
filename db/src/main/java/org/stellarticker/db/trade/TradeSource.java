package org.stellarticker.db.trade;

import java.util.Arrays;
import java.util.Locale;

/** The way in which a trade came. */
public enum TradeSource {
    STREAM('s'),
    PAGE('p'),
    REPAIR('r');

    private final String letter;

    TradeSource(char letter) {
        this.letter = String.valueOf(letter);
    }

    /** Returns the source of a letter that the database keeps. */
    public static TradeSource of(String letter) {
        return Arrays.stream(values())
                .filter(source -> source.letter.equals(letter))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the spelling of logs and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether this source outranks the stream: a page can be requested again, a stream cannot. */
    boolean outranksStream() {
        return this != STREAM;
    }

    /** Returns the letter that the database keeps. */
    String letter() {
        return letter;
    }
}
