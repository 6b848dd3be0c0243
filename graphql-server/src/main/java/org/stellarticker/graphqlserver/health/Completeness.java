package org.stellarticker.graphqlserver.health;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.cursor.Backfill;

/**
 * How much of the last seven days, the longest window, is stored.
 *
 * @param from since when no trade is missing; empty before the first trades of the backfill are stored
 * @param percent how much of the seven days is stored, in tenths, rounded down
 * @param at when all of them will be, at the current rate; empty when they are, or when that is not known
 */
public record Completeness(Optional<Instant> from, double percent, Optional<Instant> at) {

    static final Duration WINDOW = Duration.ofDays(7);

    /** The completeness while the database is down. */
    static final Completeness UNKNOWN = new Completeness(Optional.empty(), 0, Optional.empty());

    /** A live stream with a smaller lag counts as current. */
    private static final Duration AT_WORK = Duration.ofMinutes(1);

    /**
     * The stored history.
     *
     * @param from since when everything is stored except the gaps
     * @param gaps the open gaps of the window, oldest first
     * @param backfill the open backfill of the time before {@code from}
     * @param lag the lag of the live stream
     */
    record Stored(Optional<Instant> from, List<Gap> gaps, Optional<Backfill> backfill, Duration lag) {}

    /** @param rate seconds of history that the backfill reads in a second */
    static Completeness of(Stored stored, OptionalDouble rate, Instant now) {
        if (stored.from().isEmpty()) {
            return UNKNOWN;
        }
        Instant begin = now.minus(WINDOW);
        Instant from = latest(begin, stored.from().get());
        Duration behind = stored.lag().compareTo(AT_WORK) > 0 ? stored.lag() : Duration.ZERO;
        long missing = Duration.between(begin, from).toMillis() + missing(stored.gaps(), from, now) + behind.toMillis();
        double percent = Math.floor(1000 * Math.max(0, 1 - (double) missing / WINDOW.toMillis())) / 10;
        Instant since = stored.gaps().stream().map(Gap::to).reduce(stored.from().get(), Completeness::latest);
        Optional<Instant> at = missing == 0 || !behind.isZero() ? Optional.empty() : end(stored, from, rate, now);
        return new Completeness(Optional.of(since), percent, at.map(end -> end.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** Returns the milliseconds in gaps, which may overlap. */
    private static long missing(List<Gap> gaps, Instant from, Instant now) {
        Instant upTo = from;
        long missing = 0;
        for (Gap gap : gaps) {
            Instant start = latest(upTo, gap.from());
            Instant end = gap.to().isBefore(now) ? gap.to() : now;
            if (end.isAfter(start)) {
                missing += Duration.between(start, end).toMillis();
                upTo = end;
            }
        }
        return missing;
    }

    /** Returns when everything missing is read, or older than seven days. */
    private static Optional<Instant> end(Stored stored, Instant from, OptionalDouble rate, Instant now) {
        Instant gone = stored.gaps().stream()
                .map(Gap::to)
                .reduce(from, Completeness::latest)
                .plus(WINDOW);
        if (stored.backfill().isEmpty() || !from.isAfter(now.minus(WINDOW))) {
            return Optional.of(gone);
        }
        if (rate.isEmpty()) {
            return Optional.empty();
        }
        Instant read = read(stored.backfill().get(), from, rate.getAsDouble(), now);
        return Optional.of(
                stored.gaps().stream().map(gap -> gap.to().plus(WINDOW)).reduce(read, Completeness::latest));
    }

    /** Returns when the backfill reaches the start of the window, which moves on, or its own end. */
    private static Instant read(Backfill backfill, Instant from, double rate, Instant now) {
        double left = Duration.between(now.minus(WINDOW), from).toMillis() / (1 + rate);
        Instant met = now.plusMillis(Math.round(left));
        return met.minus(WINDOW).isBefore(backfill.lowerTime())
                ? backfill.lowerTime().plus(WINDOW)
                : met;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
