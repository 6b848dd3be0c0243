package org.stellarticker.ingester.horizon.read.trade;

import org.stellarticker.core.ledger.TradeId;

/** The order of a page of trades. */
enum PositionOrder {
    ASCENDING("asc"),
    DESCENDING("desc");

    private final String word;

    PositionOrder(String word) {
        this.word = word;
    }

    /** Returns the value of the query parameter {@code order}. */
    String word() {
        return word;
    }

    /** Compares two positions; the one that comes first in this order is the lesser. */
    int compare(TradeId one, TradeId other) {
        return this == ASCENDING ? one.compareTo(other) : other.compareTo(one);
    }
}
