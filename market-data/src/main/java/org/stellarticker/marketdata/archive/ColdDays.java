package org.stellarticker.marketdata.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.archive.ArchivedDayStore;

/**
 * The part of a time range that the database has dropped.
 *
 * @param from begin of the range, inclusive
 * @param to end of the range, exclusive
 * @param keptFrom since when the database keeps trades; empty when it has dropped none
 * @param firstKept id of the first trade that a ledger since then may have
 * @param days archived days that overlap the dropped part, oldest first
 * @param missing the rest of the dropped part, oldest first
 */
public record ColdDays(
        Instant from,
        Instant to,
        Optional<Instant> keptFrom,
        long firstKept,
        List<ArchivedDay> days,
        List<MissingTime> missing) {

    public ColdDays {
        days = List.copyOf(days);
        missing = List.copyOf(missing);
    }

    /** Returns the end of the dropped part, exclusive; the begin of the range when nothing of it was dropped. */
    public Instant coldTo() {
        Instant kept = keptFrom.orElse(from);
        Instant end = kept.isBefore(to) ? kept : to;
        return end.isBefore(from) ? from : end;
    }

    /** Returns whether the database has all that is left of the range, which may be nothing. */
    public boolean isWarm() {
        return !coldTo().isAfter(from);
    }

    /** Returns where an answer over the whole range is read. */
    public ServedFrom servedFrom() {
        if (days.isEmpty()) {
            return ServedFrom.DATABASE;
        }
        return coldTo().isBefore(to) ? ServedFrom.BOTH : ServedFrom.ARCHIVE;
    }

    /** Returns the part from an instant on; what is missing is left out. */
    ColdDays since(Instant instant) {
        List<ArchivedDay> later = days.stream()
                .filter(day -> ArchivedDayStore.end(day.day()).isAfter(instant))
                .toList();
        return new ColdDays(instant.isAfter(from) ? instant : from, to, keptFrom, firstKept, later, List.of());
    }

    /** Returns the part before an instant; what is missing is left out. */
    ColdDays until(Instant instant) {
        List<ArchivedDay> earlier = days.stream()
                .filter(day -> ArchivedDayStore.begin(day.day()).isBefore(instant))
                .toList();
        return new ColdDays(from, instant.isBefore(to) ? instant : to, keptFrom, firstKept, earlier, List.of());
    }

    /** Splits a dropped range into what days cover and what they do not. */
    static List<MissingTime> missing(Instant from, Instant to, List<ArchivedDay> days) {
        var missing = new ArrayList<MissingTime>();
        Instant reached = from;
        for (ArchivedDay day : days) {
            Instant begin = ArchivedDayStore.begin(day.day());
            if (begin.isAfter(reached)) {
                missing.add(new MissingTime(reached, begin));
            }
            reached = ArchivedDayStore.end(day.day());
        }
        if (reached.isBefore(to)) {
            missing.add(new MissingTime(reached, to));
        }
        return missing;
    }
}
