package org.stellarticker.db.trade;

/** In which order trades are paged. */
public enum PageOrder {
    /** The oldest first. */
    ASCENDING,
    /** The newest first. */
    DESCENDING
}
