package org.stellarticker.graphqlserver.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import org.stellarticker.db.cursor.Backfill;

/** Estimates the rate of a backfill from its positions at the last checks. Safe for use by many threads. */
final class BackfillPace {

    /** The request budget is shared with other work, so a shorter time may show no progress at all. */
    private static final Duration REMEMBERED = Duration.ofMinutes(30);

    private static final Duration BETWEEN_POSITIONS = Duration.ofSeconds(10);

    /** A program that has just started is slower than later. */
    private static final Duration JUDGED_AFTER = Duration.ofSeconds(5);

    private final Deque<Position> positions = new ArrayDeque<>();
    private int backfill;

    private record Position(Instant at, Instant reached) {}

    /**
     * Adds the position of a backfill.
     *
     * @return how many seconds of history it reads in a second; empty while that is not known, or when it stands still
     */
    synchronized OptionalDouble add(Backfill open, Instant now) {
        Instant upper = open.upperTime().orElse(open.startedAt());
        var position = new Position(now, open.reached().orElse(upper));
        if (backfill != open.id()) {
            backfill = open.id();
            positions.clear();
        }
        if (positions.isEmpty()) {
            positions.add(new Position(open.startedAt(), upper));
        }
        if (BETWEEN_POSITIONS.compareTo(between(positions.getLast(), position)) <= 0) {
            positions.add(position);
        }
        while (positions.size() > 1 && REMEMBERED.compareTo(between(positions.getFirst(), position)) < 0) {
            positions.removeFirst();
        }
        return rate(positions.getFirst(), position);
    }

    private static Duration between(Position earlier, Position later) {
        return Duration.between(earlier.at, later.at);
    }

    private static OptionalDouble rate(Position from, Position to) {
        Duration spent = between(from, to);
        long covered = Duration.between(to.reached, from.reached).toMillis();
        return spent.compareTo(JUDGED_AFTER) < 0 || spent.compareTo(REMEMBERED) > 0 || covered <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) covered / spent.toMillis());
    }
}
