package org.stellarticker.db.coverage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The time whose trades are fetched.
 *
 * @param completeFrom start of the time that is fetched except for gaps; empty before the first trades
 * @param completeTo end of this time; empty before the first trades
 * @param gaps open gaps of the requested range, oldest first
 */
public record FetchedTime(Optional<Instant> completeFrom, Optional<Instant> completeTo, List<Gap> gaps) {

    public FetchedTime {
        gaps = List.copyOf(gaps);
    }

    /** Returns whether all of a range within the requested one is fetched; {@code to} is exclusive. */
    public boolean isComplete(Instant from, Instant to) {
        return completeFrom.filter(earliest -> !from.isBefore(earliest)).isPresent()
                && completeTo.filter(latest -> !to.isAfter(latest)).isPresent()
                && gaps.stream()
                        .noneMatch(gap -> gap.from().isBefore(to) && gap.to().isAfter(from));
    }
}
