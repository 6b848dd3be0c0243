package org.stellarticker.marketdata;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.stellarticker.db.coverage.FetchedTime;

/**
 * The coverage of a window: which of its time is fetched, and which is proven.
 *
 * @param from inclusive
 * @param to exclusive
 * @param fetched which of its time is fetched
 * @param provenHours the beginnings of the hours (UTC) that are stored as Horizon has them
 */
public record WindowCoverage(Instant from, Instant to, FetchedTime fetched, Set<Instant> provenHours) {

    /** A live stream that is no further behind is as near as it can be. */
    private static final Duration LIVE = Duration.ofMinutes(1);

    public WindowCoverage {
        provenHours = Set.copyOf(provenHours);
    }

    public boolean complete() {
        return complete(from, to);
    }

    public boolean audited() {
        return audited(from, to);
    }

    /**
     * Returns whether a window that ends now is fetched as far as ledgers have closed: up to the newest one that is
     * fetched, which is no more than a minute old.
     */
    public boolean completeSoFar() {
        Instant end = fetched.completeTo()
                .filter(newest -> newest.isBefore(to) && !newest.isBefore(to.minus(LIVE)))
                .orElse(to);
        return !end.isBefore(from) && fetched.isComplete(from, end);
    }

    /** Returns whether a part of the window, such as a candle's interval, is fetched as a whole. */
    public boolean complete(Instant partFrom, Instant partTo) {
        requireWithin(partFrom, partTo);
        return fetched.isComplete(partFrom, partTo);
    }

    /** Returns whether all hours that overlap a part of the window are proven. */
    public boolean audited(Instant partFrom, Instant partTo) {
        requireWithin(partFrom, partTo);
        for (Instant hour = partFrom.truncatedTo(ChronoUnit.HOURS);
                hour.isBefore(partTo);
                hour = hour.plus(Duration.ofHours(1))) {
            if (!provenHours.contains(hour)) {
                return false;
            }
        }
        return true;
    }

    private void requireWithin(Instant partFrom, Instant partTo) {
        if (partFrom.isBefore(from) || partTo.isAfter(to)) {
            throw new IllegalArgumentException(
                    "coverage: expected a part of " + from + " to " + to + ", found " + partFrom + " to " + partTo);
        }
    }
}
