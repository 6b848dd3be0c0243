package org.stellarticker.db.trade;

/** By what way a trade came to us. */
public enum TradeSource {
    STREAM('s'),
    PAGE('p'),
    REPAIR('r');

    private final String letter;

    TradeSource(char letter) {
        this.letter = String.valueOf(letter);
    }

    /** As the database keeps it. */
    String letter() {
        return letter;
    }
}
