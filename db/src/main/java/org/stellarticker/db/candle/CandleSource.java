package org.stellarticker.db.candle;

import java.util.Locale;

/** The source of a candle. */
public enum CandleSource {
    /** The stored trades. */
    TRADES,
    /** Horizon's aggregations. */
    HORIZON;

    /** Returns the spelling of the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
