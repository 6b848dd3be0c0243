package org.stellarticker.marketdata.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.coverage.FetchedTime;
import org.stellarticker.marketdata.WindowCoverage;

/** Extends the coverage of what the database keeps by archived days, which were complete and audited. */
final class ArchivedCoverage {

    private static final Duration HOUR = Duration.ofHours(1);

    private ArchivedCoverage() {}

    /** @param warm of the part that the database keeps */
    static WindowCoverage of(WindowCoverage warm, ColdDays cold) {
        var hours = new HashSet<>(warm.provenHours());
        for (ArchivedDay day : cold.days()) {
            Instant end = ArchivedDayStore.end(day.day());
            for (Instant hour = ArchivedDayStore.begin(day.day()); hour.isBefore(end); hour = hour.plus(HOUR)) {
                hours.add(hour);
            }
        }
        Instant since = cold.missing().isEmpty()
                ? cold.from()
                : cold.missing().getLast().to();
        FetchedTime fetched = warm.fetched();
        Optional<Instant> completeFrom =
                fetched.completeFrom().map(from -> !from.isAfter(cold.coldTo()) && since.isBefore(from) ? since : from);
        return new WindowCoverage(
                cold.from(), cold.to(), new FetchedTime(completeFrom, fetched.completeTo(), fetched.gaps()), hours);
    }
}
