package org.stellarticker.db.trade;

import java.util.Arrays;
import java.util.Locale;

/** By what way a trade came to us. */
public enum TradeSource {
    STREAM('s'),
    PAGE('p'),
    REPAIR('r');

    private final String letter;

    TradeSource(char letter) {
        this.letter = String.valueOf(letter);
    }

    static TradeSource of(String letter) {
        return Arrays.stream(values())
                .filter(source -> source.letter.equals(letter))
                .findFirst()
                .orElseThrow();
    }

    /** As logs and figures name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Pages are asked for as often as one likes; what the stream said, it says no more. */
    boolean outranksStream() {
        return this != STREAM;
    }

    /** As the database keeps it. */
    String letter() {
        return letter;
    }
}
