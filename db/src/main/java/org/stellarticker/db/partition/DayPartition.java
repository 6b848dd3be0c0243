package org.stellarticker.db.partition;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A day's table of trades, and how far it is on its way out.
 *
 * @param day UTC
 */
public record DayPartition(LocalDate day, State state) {

    /** In the order in which a partition that is dropped passes them. */
    public enum State {
        /** Part of {@code trade}. */
        ATTACHED,
        /** Begun to be detached: {@code trade} shows its trades no more, but older transactions may. */
        DETACHING,
        /** A table by itself. */
        DETACHED
    }

    /** The end of its day, exclusive. */
    public Instant end() {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
