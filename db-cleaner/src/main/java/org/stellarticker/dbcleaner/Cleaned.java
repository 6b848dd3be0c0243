package org.stellarticker.dbcleaner;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a pass did.
 *
 * @param days what became of the days of trades
 * @param rows how many were taken away, by table
 */
record Cleaned(Days days, Map<String, Long> rows) {

    /**
     * @param there oldest first, with those ahead
     * @param dropped oldest first
     * @param held why a day that is past retention is still there; empty when none is
     */
    record Days(List<LocalDate> there, List<LocalDate> dropped, String held) {

        /** For people. */
        static String inWords(List<LocalDate> there) {
            return there.isEmpty() ? "no day of trades" : "trades of " + there.getFirst() + " to " + there.getLast();
        }
    }

    long rowCount() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean tookAnythingAway() {
        return !days.dropped().isEmpty() || rowCount() > 0;
    }

    /** For people, one line: what is there, and what hinders. */
    String kept() {
        String there = Days.inWords(days.there());
        return days.held().isEmpty() ? there : there + "; " + days.held();
    }

    /** For people, one line. */
    String takenAway() {
        String dropped = days.dropped().isEmpty()
                ? "no day of trades"
                : "the trades of "
                        + days.dropped().stream().map(LocalDate::toString).collect(joining(", "));
        String some = rows.entrySet().stream()
                .filter(table -> table.getValue() > 0)
                .map(table -> String.format(Locale.ROOT, "%,d rows of %s", table.getValue(), table.getKey()))
                .collect(joining(", "));
        return dropped + ", " + (some.isEmpty() ? "no rows" : some);
    }
}
