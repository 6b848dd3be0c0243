package org.stellarticker.eventpublisher;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** All metrics of the publisher. Each is registered when this object is made, with the value 0. */
final class PublisherMetrics {

    private final Counter trades;
    private final Counter corrections;
    private final Counter candles;
    private final Counter markets;
    private final Counter failures;
    private final Counter resets;
    private final AtomicLong position = new AtomicLong();
    private final AtomicLong behind = new AtomicLong();

    PublisherMetrics(MeterRegistry registry) {
        this.trades = published(registry, "trades");
        this.corrections = published(registry, "corrections");
        this.candles = published(registry, "candles");
        this.markets = published(registry, "markets");
        this.failures = Counter.builder("ticker.events.failures")
                .description("Transactions of Kafka that failed, and tries to connect")
                .register(registry);
        this.resets = Counter.builder("ticker.events.resets")
                .description(
                        "Times that the publisher began again, because its position was no longer in the event log")
                .register(registry);
        Gauge.builder("ticker.events.position", position, AtomicLong::doubleValue)
                .description("Last position of the event log that was published")
                .register(registry);
        Gauge.builder("ticker.events.behind", behind, AtomicLong::doubleValue)
                .description("Positions of the event log that wait to be published")
                .register(registry);
    }

    private static Counter published(MeterRegistry registry, String topic) {
        return Counter.builder("ticker.events.published")
                .description("Records that were committed to Kafka")
                .tag("topic", topic)
                .register(registry);
    }

    /** Counts what a transaction committed. */
    void published(Records.Count records, long lastEvent, long newestEvent) {
        trades.increment(records.trades());
        corrections.increment(records.corrections());
        candles.increment(records.candles());
        markets.increment(records.markets());
        at(lastEvent, newestEvent);
    }

    void at(long lastEvent, long newestEvent) {
        position.set(lastEvent);
        behind.set(Math.max(newestEvent - lastEvent, 0));
    }

    /** Another copy publishes. */
    void standby() {
        behind.set(0);
    }

    /** Counts a failure of Kafka. */
    void failed() {
        failures.increment();
    }

    void reset() {
        resets.increment();
    }
}
