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

    /** Retention of messages, of replays, and of deleted subscriptions. */
    static final Duration DELIVERIES = Duration.ofDays(30);

    /** How many messages of a subscription are kept that do not wait. */
    static final int SUBSCRIPTION_MESSAGES = 100_000;

    /** How many messages of all subscriptions of an account are kept that do not wait. */
    static final int ACCOUNT_MESSAGES = 1_000_000;

    /** How long the messages of a deleted subscription stay, so that what is being sent then still finds its row. */
    static final Duration DELETED_SUBSCRIPTION = Duration.ofHours(1);

    /** Retention of who changed what of accounts. */
    static final Duration ACCOUNT_AUDIT = Duration.ofDays(400);

    /** How many changes by one account are kept. */
    static final int CHANGES_BY_ACCOUNT = 100_000;

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
