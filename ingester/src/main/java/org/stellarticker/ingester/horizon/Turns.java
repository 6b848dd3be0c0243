package org.stellarticker.ingester.horizon;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Who of those that wait is next: the strictly urgent first, then the others so that each gets its share (start-time fair
 * queueing: of each the share that it has had so far is counted, and the one that has had least is next). Not safe for
 * use by many threads.
 */
final class Turns {

    private final Map<Priority, Double> had = new EnumMap<>(Priority.class);
    /** What the one that was served last had had before. */
    private double now;

    /** From now on it waits, after it did not: what it did not ask for meanwhile is not made up for. */
    void begins(Priority priority) {
        had.merge(priority, now, Math::max);
    }

    /** @param waiting not empty; each of them began to */
    Priority next(Set<Priority> waiting) {
        return waiting.stream()
                .min(Comparator.comparingDouble(this::virtualTime).thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** Those that go before all others stand at the very beginning. */
    private double virtualTime(Priority priority) {
        return priority.shares() ? had.getOrDefault(priority, now) : Double.NEGATIVE_INFINITY;
    }

    void served(Priority priority) {
        if (priority.shares()) {
            now = had.getOrDefault(priority, now);
            had.put(priority, now + 1.0 / priority.weight());
        }
    }
}
