package org.stellarticker.client;

/** In which order trades are listed. */
public enum TradeOrder {
    NEWEST_FIRST("desc"),
    OLDEST_FIRST("asc");

    private final String parameter;

    TradeOrder(String parameter) {
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}
