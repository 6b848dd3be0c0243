package org.stellarticker.db.partition;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A day's table of trades, and how far its drop is.
 *
 * @param day UTC
 */
public record DayPartition(LocalDate day, State state) {

    /** The states of a partition, in the order in which a drop passes them. */
    public enum State {
        /** A partition of {@code trade}. */
        ATTACHED,
        /** Being detached: only older transactions still see its trades. */
        DETACHING,
        /** A table of its own. */
        DETACHED
    }

    /** Returns the end of the day, exclusive. */
    public Instant end() {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
