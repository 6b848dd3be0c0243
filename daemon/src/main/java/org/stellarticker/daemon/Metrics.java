package org.stellarticker.daemon;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The metrics of a program, each labelled with the program's name. */
final class Metrics implements AutoCloseable {

    private static final double NANOS = 1e9;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Set<String> watched = ConcurrentHashMap.newKeySet();

    Metrics(String program) {
        // Their names contradict Prometheus' conventions: a gauge that ends in _count, and nanoseconds.
        registry.config()
                .commonTags("program", program)
                .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"))
                .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    MeterRegistry registry() {
        return registry;
    }

    /** Publishes the progress of the work; does nothing when called again for the same work. */
    void watch(Progress work) {
        if (watched.add(work.name())) {
            register(work);
        }
    }

    private void register(Progress work) {
        Gauge.builder("ticker.progress.age", work, w -> seconds(w.age()))
                .description("Time since the work last made progress")
                .baseUnit("seconds")
                .tag("work", work.name())
                .register(registry);
        Gauge.builder(
                        "ticker.lag",
                        work,
                        w -> Math.max(0, w.report().lag().map(Metrics::seconds).orElse(0.0)))
                .description("Lag of the work behind its source; 0 for work without a source")
                .baseUnit("seconds")
                .tag("work", work.name())
                .register(registry);
        Gauge.builder("ticker.stalled", work, w -> w.report().state() == ProgramState.STALLED ? 1 : 0)
                .description("1 when the work has made no progress for longer than it may take, else 0")
                .tag("work", work.name())
                .register(registry);
    }

    private static double seconds(Duration length) {
        return length.toNanos() / NANOS;
    }

    /** Returns the metrics in Prometheus' text format. */
    String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
