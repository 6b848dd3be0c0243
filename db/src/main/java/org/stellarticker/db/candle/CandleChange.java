package org.stellarticker.db.candle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Candles that were made anew in one transaction.
 *
 * @param position ascending in the order of commits
 * @param minutes by the market's {@code trade_pair_id}
 */
public record CandleChange(long position, Map<Integer, Minutes> minutes) {

    public CandleChange {
        minutes = Map.copyOf(minutes);
    }

    /** Returns how many minutes there are from the first to the last, of all markets together. */
    public long countMinutes() {
        return minutes.values().stream().mapToLong(Minutes::count).sum();
    }

    /** The minutes from the first to the last that were made anew, both given by their starts. */
    public record Minutes(Instant first, Instant last) {

        private long count() {
            return ChronoUnit.MINUTES.between(first, last) + 1;
        }

        /** Returns the minutes from the first of both to the last of both. */
        public Minutes spanning(Minutes other) {
            return new Minutes(
                    first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last);
        }
    }
}
