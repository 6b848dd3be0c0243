package org.stellarticker.ingester.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import org.stellarticker.db.trade.TradeSource;

/**
 * All metrics of the ingester. Each is registered when this object is made, with the value 0, so that an alert rule never
 * meets an absent series. Safe for use by many threads.
 */
public final class IngesterMetrics {

    /** The label value of a request that got no answer. */
    public static final String NO_ANSWER = "none";

    private static final String OK = "200";

    private record Backfill(double tradesPerSecond, double doneRatio, double remainingSeconds) {}

    private final MeterRegistry registry;
    private final Counter conflicts;
    private final Counter rejected;
    private final Counter rejectedParsed;
    private final AtomicLong eventLogPosition = new AtomicLong();
    private final AtomicInteger gaps = new AtomicInteger();
    private volatile Backfill backfill = new Backfill(0, 0, 0);
    private volatile DoubleSupplier requestBudget = () -> 0;

    public IngesterMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (TradeSource source : TradeSource.values()) {
            var _ = stored(source);
        }
        conflicts = counter("ticker.trades.conflicts", "Trades received with other values than stored");
        rejected = counter("ticker.trades.rejected", "Trade records that could not be read and are kept verbatim");
        rejectedParsed = counter(
                "ticker.trades.rejected.parsed", "Rejected trade records that a later build of the program could read");
        gauge(
                "ticker.event.log.position",
                "Position of the newest event in the event log",
                m -> m.eventLogPosition.get());
        gauge("ticker.gaps", "Time ranges whose trades may be missing", m -> m.gaps.get());
        gauge(
                "ticker.horizon.budget.requests",
                "Requests to Horizon that may be made at once; +Inf without a limit",
                m -> m.requestBudget.getAsDouble());
        gauge(
                "ticker.backfill.trades.per.second",
                "Trades a second that the backfill has stored since it began or resumed",
                m -> m.backfill.tradesPerSecond());
        gauge(
                "ticker.backfill.done.ratio",
                "Share of the backfill's time range that is stored, from 0 to 1",
                m -> m.backfill.doneRatio());
        gauge(
                "ticker.backfill.remaining.seconds",
                "Time until the backfill is complete, at its present rate",
                m -> m.backfill.remainingSeconds());
    }

    /** Returns the registry, for metrics of one class only. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Counts trades that were stored and are new. */
    public void tradesStored(TradeSource source, int trades) {
        stored(source).increment(trades);
    }

    /** Counts trades that were received with other values than stored. */
    public void tradeConflicts(int trades) {
        conflicts.increment(trades);
    }

    /** Counts trade records that could not be read. */
    public void tradesRejected(int records) {
        rejected.increment(records);
    }

    /** Counts rejected trade records that this build could read. */
    public void rejectedTradesParsed(int records) {
        rejectedParsed.increment(records);
    }

    /** Sets the position of the newest event. */
    public void eventLogPosition(long position) {
        eventLogPosition.set(position);
    }

    /** Sets the number of open gaps. */
    public void gaps(int open) {
        gaps.set(open);
    }

    /** Sets the rate of the backfill that runs, its share done, and its time left. */
    public void backfill(double tradesPerSecond, double doneRatio, double remainingSeconds) {
        backfill = new Backfill(tradesPerSecond, doneRatio, remainingSeconds);
    }

    /** Sets the metrics of the backfill to all done, with no time left. */
    public void noBackfill() {
        backfill(0, 1, 0);
    }

    /** Sets the source of the number of requests that may be made at once. */
    public void requestBudget(DoubleSupplier level) {
        requestBudget = level;
    }

    /** Registers the counter of the requests of a priority. */
    public void registerRequests(String priority) {
        var _ = requests(priority, OK);
    }

    /** Counts a request to Horizon by its priority and by the status of its answer, or {@link #NO_ANSWER}. */
    public void horizonRequest(String priority, String status) {
        requests(priority, status).increment();
    }

    /** Registers the counter of a kind of error. */
    public void registerErrors(String kind) {
        var _ = errors(kind);
    }

    /** Counts an answer or a stream of Horizon that could not be used. */
    public void horizonError(String kind) {
        errors(kind).increment();
    }

    /** Registers the counter of the rejected records of a resource. */
    public void registerRejectedRecords(String resource) {
        var _ = rejectedRecords(resource);
    }

    /** Counts records of a list that could not be read and were left out. */
    public void recordsRejected(String resource, int records) {
        rejectedRecords(resource).increment(records);
    }

    private Counter stored(TradeSource source) {
        return Counter.builder("ticker.trades.stored")
                .description("New trades stored, by how they were received")
                .tag("source", source.word())
                .register(registry);
    }

    private Counter requests(String priority, String status) {
        return Counter.builder("ticker.horizon.requests")
                .description("Requests to Horizon, by purpose and by the status of the answer")
                .tag("priority", priority)
                .tag("status", status)
                .register(registry);
    }

    private Counter errors(String kind) {
        return Counter.builder("ticker.horizon.errors")
                .description("Answers and streams of Horizon that could not be used, by kind of error")
                .tag("kind", kind)
                .register(registry);
    }

    private Counter rejectedRecords(String resource) {
        return Counter.builder("ticker.records.rejected")
                .description("Records of Horizon's lists that could not be read and were left out")
                .tag("resource", resource)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<IngesterMetrics> value) {
        Gauge.builder(name, this, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
