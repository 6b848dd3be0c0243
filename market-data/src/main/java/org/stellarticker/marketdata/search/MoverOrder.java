package org.stellarticker.marketdata.search;

/** Which markets moved. */
public enum MoverOrder {
    /** Those whose price rose most, as a part of it. */
    GAIN("gain"),
    /** Those whose price fell most, as a part of it. */
    LOSS("loss"),
    /** Those with the greatest volume in US dollars. */
    VOLUME("volume"),
    /** Those that traded for the first time ever, the newest first. */
    NEW("new");

    private final String word;

    MoverOrder(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
