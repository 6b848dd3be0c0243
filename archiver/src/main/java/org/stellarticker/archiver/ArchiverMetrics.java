package org.stellarticker.archiver;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** All metrics of the archiver. Each is registered when this object is made, with the value 0. */
final class ArchiverMetrics {

    private final Counter days;
    private final Counter trades;
    private final Counter bytes;
    private final Counter failures;
    private final AtomicLong lagSeconds = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();

    ArchiverMetrics(MeterRegistry registry) {
        this.days = Counter.builder("ticker.archived.versions")
                .description("Versions of days archived")
                .register(registry);
        this.trades = Counter.builder("ticker.archived.trades")
                .description("Trades of these versions")
                .register(registry);
        this.bytes = Counter.builder("ticker.archived")
                .description("Size of these versions' files")
                .baseUnit("bytes")
                .register(registry);
        this.failures = Counter.builder("ticker.archive.failures")
                .description("Attempts to archive a day that failed")
                .register(registry);
        Gauge.builder("ticker.archive.lag", lagSeconds, AtomicLong::get)
                .description("Time since the end of the oldest finished day that is not archived; 0 when there is none")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("ticker.archive.waiting.days", waiting, AtomicLong::get)
                .description("Finished days that are stored and not archived")
                .register(registry);
    }

    void archived(long rows, long size) {
        days.increment();
        trades.increment((double) rows);
        bytes.increment((double) size);
    }

    void failed() {
        failures.increment();
    }

    void waiting(long number, Duration oldest) {
        waiting.set(number);
        lagSeconds.set(oldest.toSeconds());
    }
}
