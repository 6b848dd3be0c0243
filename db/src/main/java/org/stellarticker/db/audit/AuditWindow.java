package org.stellarticker.db.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The audit's result for an hour, of all markets or of one.
 *
 * @param hour start of the hour (UTC), inclusive
 * @param evidence {@code backfill}, {@code pages}, {@code aggregations}
 * @param reason why it disagrees; empty otherwise
 * @param tradesRead trades of the hour in all markets when last read
 * @param tradesRepaired missing trades that were added, each time it was read
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
