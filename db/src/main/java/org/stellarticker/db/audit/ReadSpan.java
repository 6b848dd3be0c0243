package org.stellarticker.db.audit;

import java.time.Instant;

/**
 * The time of which all was read: the past by the backfill, newest first, down to its begin; from the seam on by the second
 * reader, up to its end.
 *
 * @param from the first hour that was read whole (UTC)
 * @param boundary up to when the backfill read
 * @param to up to when the second reader is, exclusive
 */
public record ReadSpan(Instant from, Instant boundary, Instant to) {}
