package org.stellarticker.daemon.trace;

import java.util.Optional;
import java.util.UUID;
import org.stellarticker.daemon.settings.TraceConfig;

/**
 * Sends the steps of traces to a collector, when one is named. A step is put into a queue and sent later by another thread: work
 * never waits for it, and what the collector does not take is lost.
 */
public final class Traces implements AutoCloseable {

    private static final long ALL = 1L << 56;

    private final Optional<OtlpExport> export;
    private final long sampledBelow;

    private Traces(Optional<OtlpExport> export, double orderShare) {
        this.export = export;
        this.sampledBelow = Math.round(orderShare * ALL);
    }

    /** Returns traces that nobody collects. */
    public static Traces off() {
        return new Traces(Optional.empty(), 0);
    }

    /**
     * Begins to send to a collector, which need not be there.
     *
     * @param config empty for none
     * @param source the program that takes the steps
     */
    public static Traces open(Optional<TraceConfig> config, TraceSource source) {
        return config.map(found -> new Traces(Optional.of(OtlpExport.open(found, source)), found.orderShare()))
                .orElseGet(Traces::off);
    }

    /** Returns whether ledgers are traced. While they are not, their steps need not be made. */
    public boolean areOn() {
        return export.isPresent();
    }

    /**
     * Returns whether an order is traced. The id alone decides, so that all programs agree; it costs a few nanoseconds.
     *
     * @param order a UUIDv7
     */
    public boolean follow(UUID order) {
        return follow(order.getLeastSignificantBits());
    }

    /** Returns whether an order is traced, as {@link #follow(UUID)} does, by the last 8 bytes of its id. */
    public boolean follow(long idLow) {
        return export.isPresent() && TraceId.random(idLow) < sampledBelow;
    }

    /** Sends a step; does nothing when no collector is named. */
    public void add(Step step) {
        // A lambda would load the class, and OpenTelemetry's with it, although nothing is sent.
        if (export.isPresent()) {
            export.get().add(step);
        }
    }

    /** Sends what waits, if the collector takes it within a second. */
    @Override
    public void close() {
        if (export.isPresent()) {
            export.get().close();
        }
    }
}
