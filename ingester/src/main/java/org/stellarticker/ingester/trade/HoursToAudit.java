package org.stellarticker.ingester.trade;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.work.RetryKind;
import org.stellarticker.db.work.RetryQueue;

/** Enqueues hours that the audit is to read again, since what is stored of them is in conflict or may be incomplete. */
final class HoursToAudit {

    private final RetryQueue retries = new RetryQueue(new SecureRandom());

    /**
     * Enqueues the hours of a time range.
     *
     * @param from lies in the first hour
     * @param to lies in the last hour
     * @param readAt the earliest time at which to read them
     */
    void enqueue(Transaction tx, Instant from, Instant to, Instant readAt) {
        for (Instant hour = from.truncatedTo(ChronoUnit.HOURS);
                !hour.isAfter(to);
                hour = hour.plus(1, ChronoUnit.HOURS)) {
            retries.enqueue(tx, RetryKind.AUDIT_HOUR, hour, "", readAt);
        }
    }
}
