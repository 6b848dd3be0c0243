package org.stellarticker.aggregator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** All metrics of the aggregator. Each is registered when this object is made, with the value 0. */
final class AggregatorMetrics {

    private final Counter marksTaken;
    private final Counter windowsChanged;
    private final AtomicLong marksWaiting = new AtomicLong();
    private final AtomicLong candlesMismatched = new AtomicLong();

    AggregatorMetrics(MeterRegistry registry) {
        this.marksTaken = Counter.builder("ticker.change.marks")
                .description("Change marks taken")
                .register(registry);
        this.windowsChanged = Counter.builder("ticker.windows.changed")
                .description("Windows that a snapshot changed")
                .register(registry);
        Gauge.builder("ticker.change.marks.waiting", marksWaiting, AtomicLong::get)
                .description("Change marks that wait")
                .register(registry);
        Gauge.builder("ticker.candles.mismatched", candlesMismatched, AtomicLong::get)
                .description("Candles that differed from their trades in the last rebuild")
                .register(registry);
    }

    /** Sets the number of candles that differed from their trades. */
    void candlesMismatched(long candles) {
        candlesMismatched.set(candles);
    }

    /** Counts change marks that were taken. */
    void marksTaken(long marks) {
        marksTaken.increment((double) marks);
    }

    /** Counts windows that a snapshot changed. */
    void windowsChanged(long windows) {
        windowsChanged.increment((double) windows);
    }

    /** Sets the number of change marks that wait. */
    void marksWaiting(long marks) {
        marksWaiting.set(marks);
    }
}
