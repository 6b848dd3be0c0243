package org.stellarticker.exchangeengine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The program's metrics. */
final class EngineMetrics {

    private final Counter accepted;
    private final Counter refused;
    private final Counter questions;
    private final Counter fills;
    private final Counter events;
    private final Timer commits;
    private final DistributionSummary group;
    private final Timer snapshots;
    private final AtomicLong accounts = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong waitingFills = new AtomicLong();

    EngineMetrics(MeterRegistry registry) {
        accepted = commands(registry, "accepted");
        refused = commands(registry, "refused");
        questions = Counter.builder("ticker.exchange.questions")
                .description("Questions that the engine answered without a change")
                .register(registry);
        fills = Counter.builder("ticker.exchange.fills")
                .description("Fills since the start")
                .register(registry);
        events = Counter.builder("ticker.exchange.events")
                .description("Events since the start")
                .register(registry);
        commits = Timer.builder("ticker.exchange.commit")
                .description("Time in which a group of commands was written and made durable")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        group = DistributionSummary.builder("ticker.exchange.group")
                .description("Commands that were made durable together")
                .baseUnit("commands")
                .register(registry);
        snapshots = Timer.builder("ticker.exchange.snapshot")
                .description("Time for which a snapshot held commands up")
                .register(registry);
        gauge(registry, "ticker.exchange.accounts", "Open accounts", accounts);
        gauge(registry, "ticker.exchange.connections", "Connections of gateways and the sandbox", connections);
        gauge(registry, "ticker.exchange.waiting.fills", "Fills that no ledger has yet", waitingFills);
    }

    private static Counter commands(MeterRegistry registry, String outcome) {
        return Counter.builder("ticker.exchange.commands")
                .description("Commands that were made durable and applied, by outcome")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static void gauge(MeterRegistry registry, String name, String description, AtomicLong value) {
        Gauge.builder(name, value, AtomicLong::doubleValue)
                .description(description)
                .register(registry);
    }

    void command(boolean isRefused) {
        (isRefused ? refused : accepted).increment();
    }

    void question() {
        questions.increment();
    }

    void commit(int commands, long nanos) {
        commits.record(nanos, TimeUnit.NANOSECONDS);
        group.record(commands);
    }

    void snapshot(long nanos) {
        snapshots.record(nanos, TimeUnit.NANOSECONDS);
    }

    void happened(long newEvents, long newFills) {
        events.increment((double) newEvents);
        fills.increment((double) newFills);
    }

    void state(long accountCount, long connectionCount, long fillsWaiting) {
        accounts.set(accountCount);
        connections.set(connectionCount);
        waitingFills.set(fillsWaiting);
    }
}
