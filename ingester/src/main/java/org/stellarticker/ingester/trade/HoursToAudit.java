package org.stellarticker.ingester.trade;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.work.RetryKind;
import org.stellarticker.db.work.RetryQueue;

/** Enqueues hours that the audit is to read again, since what is stored of them is in conflict or may be incomplete. */
final class HoursToAudit {

    /** Horizon may show the last ledger of an hour some seconds after the hour's end. */
    private static final Duration SHOWN_WITHIN = Duration.ofMinutes(1);

    private final RetryQueue retries = new RetryQueue(new SecureRandom());

    /**
     * Enqueues the hours of a time range.
     *
     * @param from lies in the first hour
     * @param to lies in the last hour
     * @param readAt the earliest time at which to read them; an hour that goes on is read after its end
     */
    void enqueue(Transaction tx, Instant from, Instant to, Instant readAt) {
        for (Instant hour = from.truncatedTo(ChronoUnit.HOURS);
                !hour.isAfter(to);
                hour = hour.plus(1, ChronoUnit.HOURS)) {
            retries.enqueue(tx, RetryKind.AUDIT_HOUR, hour, "", later(readAt, whole(hour)));
        }
    }

    /** Returns when Horizon shows all of an hour. */
    private static Instant whole(Instant hour) {
        return hour.plus(1, ChronoUnit.HOURS).plus(SHOWN_WITHIN);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
