package org.stellarticker.webhooksender.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** All metrics of the sender. Each is registered when this object is made, with the value 0. */
public final class SenderMetrics {

    private final Counter messages;
    private final Counter missed;
    private final Counter dropped;
    private final Counter delivered;
    private final Counter failed;
    private final Counter dead;
    private final Counter disabled;
    private final AtomicLong behind = new AtomicLong();
    private final AtomicLong subscriptions = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong inFlight = new AtomicLong();

    public SenderMetrics(MeterRegistry registry) {
        messages = counter(registry, "ticker.webhooks.messages", "Messages that were made for subscriptions");
        missed = counter(
                registry, "ticker.webhooks.missed", "Events that were deleted from the log before they were matched");
        dropped = counter(
                registry, "ticker.webhooks.dropped", "Messages that were not stored because too many waited already");
        delivered = attempts(registry, "delivered");
        failed = attempts(registry, "failed");
        dead = counter(registry, "ticker.webhooks.dead", "Messages that were given up after their last try");
        disabled = counter(registry, "ticker.webhooks.disabled", "Endpoints that were disabled for failing too long");
        gauge(registry, "ticker.webhooks.behind", behind, "Events of the log that wait to be matched");
        gauge(registry, "ticker.webhooks.subscriptions", subscriptions, "Subscriptions that may get messages");
        gauge(registry, "ticker.webhooks.waiting", waiting, "Messages that wait to be delivered");
        gauge(registry, "ticker.webhooks.in.flight", inFlight, "Messages that are being sent");
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static Counter attempts(MeterRegistry registry, String result) {
        return Counter.builder("ticker.webhooks.attempts")
                .description("Attempts to deliver a message")
                .tag("result", result)
                .register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, AtomicLong value, String description) {
        Gauge.builder(name, value, AtomicLong::doubleValue)
                .description(description)
                .register(registry);
    }

    /** Counts what a transaction made. */
    public void matched(int added, long eventsBehind, int all) {
        messages.increment(added);
        behind.set(eventsBehind);
        subscriptions.set(all);
    }

    /** Another copy leads. */
    public void standby() {
        behind.set(0);
        waiting.set(0);
        inFlight.set(0);
    }

    public void dropped(int tooMany) {
        dropped.increment(tooMany);
    }

    public void missed(int events) {
        missed.increment(events);
    }

    /** Counts what came of attempts. */
    public void sent(int succeeded, int failures, int givenUp) {
        delivered.increment(succeeded);
        failed.increment(failures);
        dead.increment(givenUp);
    }

    public void disabled(int endpoints) {
        disabled.increment(endpoints);
    }

    public void inFlight(int messagesInFlight) {
        inFlight.set(messagesInFlight);
    }

    public void waiting(long messagesWaiting) {
        waiting.set(messagesWaiting);
    }
}
