package org.stellarticker.ingester.horizon;

/** Whose request goes first when the budget is short; the most urgent comes first. */
public enum Priority {
    LIVE_TRADES,
    PAST_TRADES,
    ASSETS
}
