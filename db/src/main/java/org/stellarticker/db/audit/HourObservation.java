package org.stellarticker.db.audit;

import java.time.Instant;

/**
 * Counts of one read of an hour, or of a part of it.
 *
 * @param hour start of the hour (UTC)
 * @param read trades that Horizon gave
 * @param repaired missing trades that were added
 * @param disputed trades with other values than stored, unknown to Horizon, or unreadable
 * @param reason of the first disputed trade; empty without one
 */
public record HourObservation(Instant hour, long read, long repaired, long disputed, String reason) {

    public AuditState state() {
        if (disputed > 0) {
            return AuditState.DISAGREED;
        }
        return repaired > 0 ? AuditState.REPAIRED : AuditState.AGREED;
    }

    /** Returns the sum of two parts of one hour. */
    public HourObservation plus(HourObservation other) {
        return new HourObservation(
                hour,
                read + other.read,
                repaired + other.repaired,
                disputed + other.disputed,
                reason.isEmpty() ? other.reason : reason);
    }
}
