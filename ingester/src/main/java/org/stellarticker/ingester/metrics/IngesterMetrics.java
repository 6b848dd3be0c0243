package org.stellarticker.ingester.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.db.audit.AuditState;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.ingester.toml.TomlException;

/**
 * All metrics of the ingester. Each is registered when this object is made, with the value 0, so that an alert rule never
 * meets an absent series. Safe for use by many threads.
 */
public final class IngesterMetrics {

    /** The label value of a request that got no answer. */
    public static final String NO_ANSWER = "none";

    /** The outcome of a comparison that the next one may decide. */
    public static final String UNDECIDED = "undecided";

    /** The outcome of a request whose answer was read. */
    public static final String READ = "read";

    /** The outcome of a request for a file that has not changed. */
    public static final String UNCHANGED = "unchanged";

    private static final String OK = "200";
    private static final String SKIPPED = "skipped";

    private record Backfill(double tradesPerSecond, double doneRatio, double remainingSeconds) {}

    private final MeterRegistry registry;
    private final CounterSet stored;
    private final Counter conflicts;
    private final Counter rejected;
    private final Counter rejectedParsed;
    private final Counter repaired;
    private final Counter disputed;
    private final CounterSet tomlFetches;
    private final CounterSet orderBookFetches;
    private final CounterSet horizonCandles;
    private final CounterSet comparisons;
    private final AtomicLong rejectedAcknowledged = new AtomicLong();
    private final AtomicInteger assetsListed = new AtomicInteger();
    private final AtomicInteger assetsValid = new AtomicInteger();
    private final Map<AuditState, Long> auditWindows = new ConcurrentHashMap<>();
    private final AtomicLong eventLogPosition = new AtomicLong();
    private final AtomicInteger gaps = new AtomicInteger();
    private volatile Backfill backfill = new Backfill(0, 0, 0);
    private volatile DoubleSupplier requestBudget = () -> 0;

    public IngesterMetrics(MeterRegistry registry) {
        this.registry = registry;
        stored = counters(
                "ticker.trades.stored",
                "New trades stored, by how they were received",
                "source",
                Stream.of(TradeSource.values()).map(TradeSource::word));
        conflicts = counter("ticker.trades.conflicts", "Trades received with other values than stored");
        rejected = counter("ticker.trades.rejected", "Trade records that could not be read and are kept verbatim");
        rejectedParsed = counter(
                "ticker.trades.rejected.parsed", "Rejected trade records that a later build of the program could read");
        repaired = counter("ticker.audit.repaired", "Missing trades that the audit inserted");
        disputed = counter("ticker.audit.disputed", "Trades whose received values differ from the stored ones");
        tomlFetches =
                counters("ticker.toml.fetches", "Requested stellar.toml files, by outcome", "outcome", tomlOutcomes());
        orderBookFetches = counters(
                "ticker.order.book.fetches", "Order books requested, by outcome", "outcome", Stream.of(READ, SKIPPED));
        horizonCandles = counters(
                "ticker.horizon.candles",
                "Candles fetched from Horizon for the time before the stored trades",
                "interval",
                Stream.of(CandleInterval.HOUR, CandleInterval.DAY).map(CandleInterval::word));
        comparisons = counters(
                "ticker.audit.comparisons",
                "Market hours compared with Horizon's trade aggregations, by outcome",
                "outcome",
                Stream.of(AuditState.AGREED.word(), UNDECIDED, AuditState.PENDING.word(), AuditState.DISAGREED.word()));
        registerGauges();
    }

    private static Stream<String> tomlOutcomes() {
        return Stream.concat(
                Stream.of(READ, UNCHANGED),
                Stream.of(TomlException.Kind.values()).map(TomlException.Kind::word));
    }

    private void registerGauges() {
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
        gauge("ticker.assets.listed", "Assets that the last scan listed", m -> m.assetsListed.get());
        gauge("ticker.assets.valid", "Listed assets that are valid", m -> m.assetsValid.get());
        gauge(
                "ticker.trades.rejected.acknowledged",
                "Unreadable records that an operator has acknowledged",
                m -> m.rejectedAcknowledged.get());
        for (AuditState state : AuditState.values()) {
            Gauge.builder("ticker.audit.windows", this, m -> m.auditWindows.getOrDefault(state, 0L))
                    .description("Audited hours by state, and hours of single markets that do not agree")
                    .tag("state", state.word())
                    .strongReference(true)
                    .register(registry);
        }
    }

    /** Counts trades that were stored and are new. */
    public void tradesStored(TradeSource source, int trades) {
        stored.add(source.word(), trades);
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

    /** Counts the trades of audited hours that were missing, and those received with other values than stored. */
    public void tradesAudited(long missing, long differing) {
        repaired.increment((double) missing);
        disputed.increment((double) differing);
    }

    /** Sets the number of audited hours in each state. */
    public void auditWindows(Map<AuditState, Long> counts) {
        auditWindows.putAll(counts);
    }

    /** Sets the number of unreadable records that an operator has acknowledged. */
    public void rejectedTradesAcknowledged(long records) {
        rejectedAcknowledged.set(records);
    }

    /**
     * Counts an hour of a market that was compared with Horizon's aggregations.
     *
     * @param outcome the state of the hour, or {@link #UNDECIDED}
     */
    public void marketHourCompared(String outcome) {
        comparisons.add(outcome, 1);
    }

    /** Counts candles of an hour or a day that were fetched from Horizon. */
    public void candlesFetched(CandleInterval interval, int candles) {
        horizonCandles.add(interval.word(), candles);
    }

    /**
     * Counts a requested stellar.toml.
     *
     * @param outcome {@link #READ}, {@link #UNCHANGED} or the word of an error's kind
     */
    public void tomlFetched(String outcome) {
        tomlFetches.add(outcome, 1);
    }

    /** Counts an order book that was read. */
    public void orderBookRead() {
        orderBookFetches.add(READ, 1);
    }

    /** Counts an order book that could not be read. */
    public void orderBookSkipped() {
        orderBookFetches.add(SKIPPED, 1);
    }

    /** Sets the number of assets that the last scan listed. */
    public void assetsListed(int assets) {
        assetsListed.set(assets);
    }

    /** Sets the number of listed assets that are valid. */
    public void assetsValid(int assets) {
        assetsValid.set(assets);
    }

    private Counter requests(String priority, String status) {
        String description = "Requests to Horizon, by purpose and by the status of the answer";
        return counter("ticker.horizon.requests", description, "priority", priority, "status", status);
    }

    private Counter errors(String kind) {
        String description = "Answers and streams of Horizon that could not be used, by kind of error";
        return counter("ticker.horizon.errors", description, "kind", kind);
    }

    private Counter rejectedRecords(String resource) {
        String description = "Records of Horizon's lists that could not be read and were left out";
        return counter("ticker.records.rejected", description, "resource", resource);
    }

    private CounterSet counters(String name, String description, String tag, Stream<String> values) {
        return new CounterSet(registry, name, description, tag, values.toList());
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<IngesterMetrics> value) {
        Gauge.builder(name, this, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
