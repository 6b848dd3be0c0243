package org.stellarticker.db.audit;

import java.time.Instant;

/**
 * What a reading, or a part of one, came to in an hour.
 *
 * @param hour its begin (UTC)
 * @param read trades that Horizon told
 * @param repaired those that were missing and were added
 * @param disputed those told otherwise than stored, stored and not told, or told in a form that cannot be read
 * @param reason of the first disputed one; empty when there is none
 */
public record HourObservation(Instant hour, long read, long repaired, long disputed, String reason) {

    public AuditState state() {
        if (disputed > 0) {
            return AuditState.DISAGREED;
        }
        return repaired > 0 ? AuditState.REPAIRED : AuditState.AGREED;
    }

    /** Both parts of one hour's reading. */
    public HourObservation plus(HourObservation other) {
        return new HourObservation(
                hour,
                read + other.read,
                repaired + other.repaired,
                disputed + other.disputed,
                reason.isEmpty() ? other.reason : reason);
    }
}
