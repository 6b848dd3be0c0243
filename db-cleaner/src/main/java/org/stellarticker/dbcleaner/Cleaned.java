package org.stellarticker.dbcleaner;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The result of a pass.
 *
 * @param days the days of trades
 * @param rows number of deleted rows by table
 */
record Cleaned(Days days, Map<String, Long> rows) {

    /**
     * @param there the days that exist, oldest first, with those created ahead
     * @param dropped oldest first
     * @param held why a day past its retention still exists; empty when none does
     */
    record Days(List<LocalDate> there, List<LocalDate> dropped, String held) {

        /** Returns the range of days for people. */
        static String inWords(List<LocalDate> there) {
            return there.isEmpty() ? "no day of trades" : "trades of " + there.getFirst() + " to " + there.getLast();
        }
    }

    long rowCount() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean hasDeletions() {
        return !days.dropped().isEmpty() || rowCount() > 0;
    }

    /** Returns one line for people: the days that exist, and what holds one back. */
    String kept() {
        String there = Days.inWords(days.there());
        return days.held().isEmpty() ? there : there + "; " + days.held();
    }

    /** Returns one line for people: what was deleted. */
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
