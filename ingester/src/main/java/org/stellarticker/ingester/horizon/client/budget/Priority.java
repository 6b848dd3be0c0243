package org.stellarticker.ingester.horizon.client.budget;

import java.util.Locale;

/**
 * The purpose of a request. When the budget is short, the first three go before all others. The rest share what is left by
 * their weights; requests that one does not need go to the others.
 */
public enum Priority {
    LIVE_TRADES(0),
    /** The first read of something new, such as a market's order book: few requests, which people wait for. */
    FIRST_LOOKS(0),
    /** The first scan of a database without assets: nothing is listed before it ends. */
    FIRST_ASSETS(0),
    /** At least half of the budget, until the backfill is complete. */
    BACKFILL_TRADES(8),
    /** The audit of trades: a tenth of the public budget keeps up with 20 trades/s. */
    AUDIT(2),
    ORDER_BOOKS(3),
    ASSETS(2),
    /** Horizon's trade aggregations. */
    AGGREGATIONS(1);

    private final int weight;

    Priority(int weight) {
        this.weight = weight;
    }

    /** Returns the share relative to the others; 0 for a purpose that goes before all of them. */
    int weight() {
        return weight;
    }

    boolean isShared() {
        return weight > 0;
    }

    /** Returns the label value of metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
