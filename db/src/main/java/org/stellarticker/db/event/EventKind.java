package org.stellarticker.db.event;

import java.util.Locale;

/** What can happen. */
public enum EventKind {
    /** Live trades were stored; those of the past are told by no event. */
    TRADES_STORED,
    /** Trades that were missing, or wrong, were put right. */
    WINDOW_REPAIRED,
    /** A trade was told with other values than stored. */
    TRADE_CONFLICT,
    /** History that cannot be had was found missing. */
    GAP_FOUND,
    GAP_CLOSED,
    /** An asset was listed, unlisted, or told or judged otherwise. */
    ASSET_CHANGED,
    BOOKS_CHANGED;

    /** As the database keeps it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EventKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
