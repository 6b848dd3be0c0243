package org.stellarticker.db.audit;

import java.time.Instant;

/**
 * The time that was wholly read: by the backfill before the live/backfill boundary, by the audit after it.
 *
 * @param from start of the first hour that was wholly read (UTC)
 * @param boundary end of the backfill's part, start of the audit's
 * @param to end of the audit's part, exclusive
 */
public record ReadSpan(Instant from, Instant boundary, Instant to) {}
