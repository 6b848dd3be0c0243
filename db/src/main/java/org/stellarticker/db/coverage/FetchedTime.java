package org.stellarticker.db.coverage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which time is fetched.
 *
 * @param completeFrom from when on everything is fetched but the gaps; empty before the first trades
 * @param completeTo up to when; empty before the first trades
 * @param gaps the open ones of the range that was asked for, oldest first
 */
public record FetchedTime(Optional<Instant> completeFrom, Optional<Instant> completeTo, List<Gap> gaps) {

    public FetchedTime {
        gaps = List.copyOf(gaps);
    }

    /** Tells whether all of a range within the one that was asked for is fetched; {@code to} exclusive. */
    public boolean isComplete(Instant from, Instant to) {
        return completeFrom.filter(earliest -> !from.isBefore(earliest)).isPresent()
                && completeTo.filter(latest -> !to.isAfter(latest)).isPresent()
                && gaps.stream()
                        .noneMatch(gap -> gap.from().isBefore(to) && gap.to().isAfter(from));
    }
}
