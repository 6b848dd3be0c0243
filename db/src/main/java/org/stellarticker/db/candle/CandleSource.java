package org.stellarticker.db.candle;

import java.util.Locale;

/** Whose sums a candle shows. */
public enum CandleSource {
    /** Made of the trades that are stored. */
    TRADES,
    /** Horizon's own. */
    HORIZON;

    /** As the API spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
