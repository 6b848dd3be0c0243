package org.stellarticker.bench.trace;

import static org.stellarticker.bench.Result.rounded;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.bench.Benchmark;
import org.stellarticker.bench.Result;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.bench.Workbench;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.daemon.settings.TraceConfig;
import org.stellarticker.daemon.trace.Step;
import org.stellarticker.daemon.trace.TraceId;
import org.stellarticker.daemon.trace.TraceSource;
import org.stellarticker.daemon.trace.Traces;

/**
 * The processor time that traces take at full load, by the same work with and without a collector in turns: 5,000 orders a second, of
 * which the usual share is traced, and a ledger a second, with the steps that all programs together add. Sending counts, and so does
 * the collector, which runs in this process and discards what it takes.
 */
public final class TracesBenchmark implements Benchmark {

    public static final String NAME = "traces";

    private static final Logger log = LoggerFactory.getLogger(TracesBenchmark.class);

    private static final int ORDERS_A_SECOND = 5_000;
    private static final int ROUNDS = 5;
    private static final double USUAL_SHARE = 0.01;
    private static final double MOST_PERCENT = 2;
    private static final long A_MILLISECOND = 1_000_000;
    private static final List<String> OF_AN_ORDER =
            List.of("order", "receive by REST", "journal", "match", "fill in ledger");
    private static final List<String> OF_A_LEDGER =
            List.of("ledger", "close ledger", "store trades", "aggregate", "publish markets.json");

    private final Clock clock = Clock.systemUTC();
    private final Random random = new Random(7);
    private long ledger;

    @Override
    public Result run(Workbench workbench) throws Exception {
        Duration part = workbench.lasting().dividedBy(3L * ROUNDS);
        var off = new ArrayList<Double>();
        var usual = new ArrayList<Double>();
        var all = new ArrayList<Double>();
        try (var collector = new DiscardingCollector();
                var none = Traces.off();
                var some = traces(collector, USUAL_SHARE);
                var every = traces(collector, 1)) {
            List.of(none, some, every).forEach(traces -> percentOfACore(traces, part));
            for (int round = 0; round < ROUNDS; round++) {
                off.add(percentOfACore(none, part));
                usual.add(percentOfACore(some, part));
                all.add(percentOfACore(every, part));
                log.info("{} % of a core without, {} % with, {} % with all", off, usual, all);
            }
            return result(median(off), median(usual), median(all), collector.bytes());
        }
    }

    private static Traces traces(DiscardingCollector collector, double share) {
        var config = new TraceConfig(collector.address(), Map.of(), share);
        return Traces.open(Optional.of(config), new TraceSource("bench", "0", "bench"));
    }

    /** Does the work for a while, at its pace, and returns the processor time of this process in percent of one core. */
    private double percentOfACore(Traces traces, Duration lasting) {
        Duration before = processorTime();
        long begun = System.nanoTime();
        long end = begun + lasting.toNanos();
        long orders = 0;
        for (long now = begun; now < end; now = System.nanoTime()) {
            long due = (now - begun) * ORDERS_A_SECOND / Duration.ofSeconds(1).toNanos();
            for (; orders < due; orders++) {
                order(traces);
                if (orders % ORDERS_A_SECOND == 0) {
                    ledger(traces);
                }
            }
            LockSupport.parkNanos(A_MILLISECOND);
        }
        return 100.0 * processorTime().minus(before).toNanos() / (System.nanoTime() - begun);
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private void order(Traces traces) {
        var id = new UUID(random.nextLong(), (random.nextLong() >>> 2) | Long.MIN_VALUE);
        // Each of the programs asks.
        OF_AN_ORDER.forEach(name -> {
            if (traces.follow(id)) {
                add(traces, TraceId.ofOrder(id), name, name.equals("order"));
            }
        });
    }

    private void ledger(Traces traces) {
        ledger++;
        if (traces.areOn()) {
            var trace = TraceId.ofLedger("a network", new LedgerSequence(ledger));
            OF_A_LEDGER.forEach(name -> add(traces, trace, name, name.equals("ledger")));
        }
    }

    private void add(Traces traces, TraceId trace, String name, boolean first) {
        Instant now = clock.instant();
        Step step = first ? Step.first(trace, name, now, now) : Step.of(trace, name, now, now);
        traces.add(step.with("ledger", ledger).with("status", "executed"));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static Result result(double off, double usual, double all, long bytes) {
        double percent = Math.max(0, usual - off);
        double spans = (double) ORDERS_A_SECOND * OF_AN_ORDER.size() + OF_A_LEDGER.size();
        var detail = new LinkedHashMap<String, Object>();
        detail.put("share_of_orders", USUAL_SHARE);
        detail.put("orders_a_second", ORDERS_A_SECOND);
        detail.put("percent_of_a_core_with_all_orders", rounded(all - off));
        detail.put("microseconds_a_span_with_all_orders", rounded((all - off) * 10_000 / spans));
        detail.put("bytes_sent", bytes);
        return new Result(
                NAME,
                rounded(percent),
                "% of a core",
                rounded(usual),
                rounded(off),
                "the same work without a collector",
                List.of(Goal.atMost(
                        MOST_PERCENT, "processor time for traces at 5,000 orders a second", percent, "% of a core")),
                detail);
    }
}
