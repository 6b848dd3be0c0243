package org.stellarticker.db.event;

import java.util.Locale;

/** The kinds of events. */
public enum EventKind {
    /** Live trades were stored. */
    TRADES_STORED,
    /** Older trades of a backfill were stored. */
    TRADES_BACKFILLED,
    /** Missing or wrong trades were repaired. */
    WINDOW_REPAIRED,
    /** A trade was received with other values than stored. */
    TRADE_CONFLICT,
    /** History that no server keeps was found missing. */
    GAP_FOUND,
    GAP_CLOSED,
    /** An asset was listed, unlisted, or changed its data or its validity. */
    ASSET_CHANGED,
    BOOKS_CHANGED;

    /** Returns the spelling of the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EventKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
