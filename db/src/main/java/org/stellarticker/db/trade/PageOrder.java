package org.stellarticker.db.trade;

/** The order of a page of trades. */
public enum PageOrder {
    /** The oldest first. */
    ASCENDING,
    /** The newest first. */
    DESCENDING;

    public PageOrder reversed() {
        return this == ASCENDING ? DESCENDING : ASCENDING;
    }
}
