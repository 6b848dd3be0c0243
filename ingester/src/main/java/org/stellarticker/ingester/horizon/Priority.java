package org.stellarticker.ingester.horizon;

/** Whose request goes first when the budget is short; the most urgent comes first. */
public enum Priority {
    LIVE_TRADES,
    /** They keep to a share of the budget. */
    ORDER_BOOKS,
    /** Before the past, which takes hours where requests are few: a market is shown once its assets are known. */
    ASSETS,
    PAST_TRADES,
    /** The second reading of trades. */
    AUDIT,
    /** Horizon's own sums. */
    AGGREGATIONS
}
