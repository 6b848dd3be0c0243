package org.stellarticker.db.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an hour, or of a market's hour.
 *
 * @param hour its begin (UTC), inclusive
 * @param evidence {@code backfill}, {@code pages}, {@code aggregations}
 * @param reason why it is not agreed; empty when it is
 * @param tradesRead in the last reading; of a market's hour, the whole hour's
 * @param tradesRepaired which were missing and have been added, in all readings
 * @param decidedAt empty while pending for the first time
 */
public record AuditWindow(
        Instant hour,
        AuditState state,
        List<String> evidence,
        String reason,
        long tradesRead,
        long tradesRepaired,
        Optional<Instant> decidedAt) {}
