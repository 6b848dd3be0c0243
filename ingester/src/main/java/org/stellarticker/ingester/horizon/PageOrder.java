package org.stellarticker.ingester.horizon;

import org.stellarticker.core.ledger.TradeId;

/** The order in which a list of trades is asked for. */
enum PageOrder {
    ASCENDING("asc"),
    DESCENDING("desc");

    private final String word;

    PageOrder(String word) {
        this.word = word;
    }

    /** Returns the value of the query parameter {@code order}. */
    String word() {
        return word;
    }

    /** Compares two positions so that the one that comes first in this order is the lesser one. */
    int compare(TradeId one, TradeId other) {
        return this == ASCENDING ? one.compareTo(other) : other.compareTo(one);
    }
}
