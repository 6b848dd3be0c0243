package org.stellarticker.dbcleaner;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/** All metrics of the cleaner. Each is registered when this object is made, with the value 0. */
final class CleanerMetrics {

    private final Counter partitions;
    private final Map<String, Counter> rows;

    CleanerMetrics(MeterRegistry registry) {
        this.partitions = Counter.builder("ticker.cleaned.partitions")
                .description("Day partitions of trades dropped")
                .register(registry);
        this.rows = Cleaner.TABLES.stream()
                .collect(toUnmodifiableMap(
                        table -> table,
                        table -> Counter.builder("ticker.cleaned.rows")
                                .description("Rows deleted, without those of dropped days")
                                .tag("table", table)
                                .register(registry)));
    }

    /** Counts what a pass deleted. */
    void add(Cleaned cleaned) {
        partitions.increment(cleaned.days().dropped().size());
        cleaned.rows().forEach((table, deleted) -> {
            Counter counter = rows.get(table);
            if (counter == null) {
                throw new IllegalArgumentException(
                        "ticker.cleaned.rows: expected one of " + rows.keySet() + ", found \"" + table + "\"");
            }
            counter.increment((double) deleted);
        });
    }
}
