package org.stellarticker.ingester.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counters of one name, one for each value of a tag. All are registered at once with the value 0, so that an alert rule never
 * meets an absent series.
 */
final class CounterSet {

    private final String name;
    private final Map<String, Counter> counters;

    /** @param values all values that the tag can have */
    CounterSet(MeterRegistry registry, String name, String description, String tag, Collection<String> values) {
        this.name = name;
        this.counters = values.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        value -> Counter.builder(name)
                                .description(description)
                                .tag(tag, value)
                                .register(registry)));
    }

    /** Adds to the counter of a value. */
    void add(String value, long more) {
        Counter counter = counters.get(value);
        if (counter == null) {
            throw new IllegalArgumentException(
                    name + ": expected one of " + counters.keySet() + ", found \"" + value + "\"");
        }
        counter.increment((double) more);
    }
}
