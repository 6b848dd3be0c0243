package org.stellarticker.dbcleaner;

import java.time.Duration;
import java.util.Optional;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.db.journal.JournalTypes;

/**
 * The times for which rows are kept.
 *
 * @param dayCandles empty for ever
 * @param rejected retention of rejected records and of conflicts
 * @param rejectedRows the largest number of rows of either
 * @param events retention of the event log
 * @param archiveRequired whether a day of trades is dropped only when its current version is archived
 * @param journal how many entries of crawlers are kept
 */
record Retention(
        Duration trades,
        Duration minuteCandles,
        Duration hourCandles,
        Optional<Duration> dayCandles,
        Duration rejected,
        int rejectedRows,
        Duration events,
        boolean archiveRequired,
        JournalTypes journal) {

    /** Retention of the status of copies that have ended. */
    static final Duration SILENT_COPIES = Duration.ofDays(7);

    /** Retention of keys and invites that have ended, so that their owners still see them. */
    static final Duration ENDED_KEYS = Duration.ofDays(90);

    /** Retention of what keys used, minute by minute. */
    static final Duration KEY_USAGE = Duration.ofDays(35);

    /** Retention of messages that do not wait, of replays, and of deleted subscriptions. */
    static final Duration DELIVERIES = Duration.ofDays(30);

    /**
     * Returns the retention of an interval's candles; empty for ever.
     *
     * @throws IllegalArgumentException for an interval that is not stored
     */
    Optional<Duration> candles(CandleInterval interval) {
        return switch (interval) {
            case MINUTE -> Optional.of(minuteCandles);
            case HOUR -> Optional.of(hourCandles);
            case DAY -> dayCandles;
            default -> throw new IllegalArgumentException("no candles of " + interval.word() + " are stored");
        };
    }
}
