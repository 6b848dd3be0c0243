package org.stellarticker.loadtest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What all users saw, from the first order on. */
final class Measured {

    private final Latencies answers = new Latencies();
    private final Latencies events = new Latencies();
    private final LongAdder failed = new LongAdder();
    private final LongAdder missingEvents = new LongAdder();
    private final LongAdder unconnected = new LongAdder();

    /** An order was answered as expected. */
    void answered(long millis) {
        answers.add(millis);
    }

    /** A request was not answered, or otherwise than expected. */
    void failed() {
        failed.increment();
    }

    /** The event of an order came on the private stream. */
    void event(long millis) {
        events.add(millis);
    }

    /** The events of some orders did not come within ten seconds. */
    void missingEvents(int orders) {
        missingEvents.add(orders);
    }

    /** A user got no token or no stream, and placed no order. */
    void unconnected() {
        unconnected.increment();
    }

    /** Whether nothing failed. */
    boolean isWell() {
        return failed.sum() + missingEvents.sum() + unconnected.sum() == 0 && answers.count() > 0;
    }

    /** Returns the values by their names, as they are printed. */
    Map<String, Object> values(Duration time) {
        var values = new LinkedHashMap<String, Object>();
        long count = answers.count();
        values.put("orders", count);
        values.put("orders_per_second", Math.round(count * 1000.0 / Math.max(1, time.toMillis())));
        values.put("p50_ms", answers.quantile(0.5));
        values.put("p95_ms", answers.quantile(0.95));
        values.put("p99_ms", answers.quantile(0.99));
        values.put("most_ms", answers.quantile(1));
        values.put("failed", failed.sum());
        values.put("unconnected_users", unconnected.sum());
        values.put("events", events.count());
        values.put("event_p50_ms", events.quantile(0.5));
        values.put("event_p99_ms", events.quantile(0.99));
        values.put("missing_events", missingEvents.sum());
        return values;
    }
}
