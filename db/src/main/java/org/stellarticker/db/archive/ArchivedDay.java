package org.stellarticker.db.archive;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A day whose current version is in the archive.
 *
 * @param day UTC
 * @param version from 1
 * @param bytes size of the version's files
 * @param tradeSetHash of the day's trades, the same for all operators
 * @param state of the day's candles, as they were archived
 * @param eventPosition position of the event log up to which the version has all changes
 */
public record ArchivedDay(
        LocalDate day,
        int version,
        long trades,
        long bytes,
        String tradeSetHash,
        Revisions state,
        long eventPosition,
        Instant archivedAt) {

    /** Returns the same day, known to be current up to another position. */
    public ArchivedDay currentAt(long position) {
        return new ArchivedDay(day, version, trades, bytes, tradeSetHash, state, position, archivedAt);
    }
}
