package org.stellarticker.marketdata.stream;

import java.time.Instant;
import java.util.Locale;
import org.stellarticker.core.market.TradePair;

/**
 * Says that the past of a market changed: who keeps copies reads these hours again.
 *
 * @param from inclusive, a whole hour
 * @param to exclusive, a whole hour
 */
public record Correction(TradePair pair, Instant from, Instant to, Reason reason) {

    /** Why the past changed. */
    public enum Reason {
        /** Trades of a time that was not read before were stored. */
        BACKFILL,
        /** Missing trades were stored. */
        REPAIR,
        /** Stored trades were replaced by others. */
        CONFLICT;

        /** Returns the form of JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
