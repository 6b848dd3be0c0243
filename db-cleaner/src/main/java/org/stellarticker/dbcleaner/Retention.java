package org.stellarticker.dbcleaner;

import java.time.Duration;
import java.util.Optional;
import org.stellarticker.core.market.CandleInterval;

/**
 * How long things are kept.
 *
 * @param dayCandles empty for ever
 * @param rejected what was set aside: records that could not be read, and readings that contradict each other
 * @param rejectedRows how many of either at most
 * @param events what changed, for those who follow it
 */
record Retention(
        Duration trades,
        Duration minuteCandles,
        Duration hourCandles,
        Optional<Duration> dayCandles,
        Duration rejected,
        int rejectedRows,
        Duration events) {

    /** What the copies of programs that are gone left behind. */
    static final Duration SILENT_COPIES = Duration.ofDays(7);

    /** Empty for ever. */
    Optional<Duration> candles(CandleInterval interval) {
        return switch (interval) {
            case MINUTE -> Optional.of(minuteCandles);
            case HOUR -> Optional.of(hourCandles);
            case DAY -> dayCandles;
        };
    }
}
