package org.stellarticker.ingester.horizon;

import java.util.Locale;

/**
 * For what a request is made. When the budget is short, the first three go before all others, and the rest share what is left
 * by their weights; what one does not need, the others have.
 */
public enum Priority {
    LIVE_TRADES(0),
    /** What became known and was never looked at, such as a market's order book: few requests, which people wait for. */
    FIRST_LOOKS(0),
    /** The first scan of a database that has no assets yet: before it nothing is listed, so it goes before all but live. */
    FIRST_ASSETS(0),
    /** At least half, until the past is stored. */
    BACKFILL_TRADES(8),
    /** The second reading of trades: a tenth of the public budget keeps up with 20 trades/s. */
    AUDIT(2),
    ORDER_BOOKS(3),
    ASSETS(2),
    /** Horizon's own sums. */
    AGGREGATIONS(1);

    private final int weight;

    Priority(int weight) {
        this.weight = weight;
    }

    /** Beside the others' that share; 0 for who goes before all of them. */
    int weight() {
        return weight;
    }

    boolean shares() {
        return weight > 0;
    }

    /** As metrics name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
