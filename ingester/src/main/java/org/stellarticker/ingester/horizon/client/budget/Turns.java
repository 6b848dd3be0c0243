package org.stellarticker.ingester.horizon.client.budget;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Decides whose request is next: the strictly urgent first, then the others by their shares (start-time fair queueing: the
 * purpose that has used the least of its share is next). Not safe for use by many threads.
 */
final class Turns {

    private final Map<Priority, Double> used = new EnumMap<>(Priority.class);
    /** The virtual time of the purpose that was served last. */
    private double now;

    /** Notes that a purpose begins to wait; the share that it did not use before is lost. */
    void begin(Priority priority) {
        used.merge(priority, now, Math::max);
    }

    /** @param waiting the purposes that wait; not empty */
    Priority next(Set<Priority> waiting) {
        return waiting.stream()
                .min(Comparator.comparingDouble(this::virtualTime).thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** Purposes that go before all others have the lowest virtual time. */
    private double virtualTime(Priority priority) {
        return priority.isShared() ? used.getOrDefault(priority, now) : Double.NEGATIVE_INFINITY;
    }

    void serve(Priority priority) {
        if (priority.isShared()) {
            now = used.getOrDefault(priority, now);
            used.put(priority, now + 1.0 / priority.weight());
        }
    }
}
