package org.stellarticker.bench.ingest;

import static org.stellarticker.bench.Result.rounded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.bench.Benchmark;
import org.stellarticker.bench.Deadline;
import org.stellarticker.bench.Heap;
import org.stellarticker.bench.Result;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.bench.RunningProgram;
import org.stellarticker.bench.Workbench;
import org.stellarticker.bench.ingest.PlayedHorizon.Market;

/**
 * The time from a ledger's emission by the sandbox to a {@code markets.json} over HTTP that shows it, with all programs of the
 * product on the way: live, while a backfill runs, and with streams that check for ledgers every five seconds; and what the
 * aggregator and json-generator take at the public network's rate. The scale counts trades of the backfill.
 */
public final class FreshnessBenchmark implements Benchmark {

    public static final String NAME = "freshness";

    private static final Logger log = LoggerFactory.getLogger(FreshnessBenchmark.class);

    private static final double GOAL_P50 = 250;
    private static final double GOAL_P99 = 1_000;

    private static final int TRADES_A_SECOND = 100;
    private static final int SHORT_HISTORY = 20_000;
    private static final Map<String, String> MARKETS = Map.of("SANDBOX_MARKETS", "2600", "SANDBOX_ASSETS", "1500");
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    /** A legacy file is made each minute: on average it is half as old, if making it took no time. */
    private static final double LEGACY_P50 = 30_000;

    /**
     * What is watched.
     *
     * @param caughtUp whether it begins when the backfill is complete
     */
    private record Part(String name, Market market, Map<String, String> settings, boolean caughtUp, Duration lasting) {}

    /** Quantiles of the latencies in milliseconds, the processor time of both programs in cores, and their peak heaps in MiB. */
    private record Watched(
            int ledgers,
            double p50,
            double p90,
            double p99,
            double cores,
            double aggregatorHeap,
            double generatorHeap) {}

    @Override
    public Result run(Workbench workbench) throws Exception {
        var detail = new LinkedHashMap<String, Object>();
        var busy = new Market(SHORT_HISTORY, TRADES_A_SECOND, "1");
        var live = measure(workbench, new Part("live", busy, Map.of(), true, workbench.lasting()), detail);
        var history = new Market(workbench.scale(), TRADES_A_SECOND, "1");
        var backfilling =
                measure(workbench, new Part("backfill", history, Map.of(), false, Duration.ofSeconds(40)), detail);
        measure(
                workbench,
                new Part("checks_of_5_s", busy, Map.of("SANDBOX_STREAM_SECONDS", "5"), true, workbench.lasting()),
                detail);
        var steady = measure(
                workbench,
                new Part("steady", new Market(workbench.scale(), 20, "5"), MARKETS, true, workbench.lasting()),
                detail);
        var goals = new ArrayList<Goal>();
        goals.add(Goal.atMost(GOAL_P50, "half of the ledgers", live.p50(), "ms"));
        goals.add(Goal.atMost(GOAL_P99, "99 % of the ledgers", live.p99(), "ms"));
        goals.add(Goal.atMost(GOAL_P50, "half of them during a backfill", backfilling.p50(), "ms"));
        goals.add(Goal.atMost(GOAL_P99, "99 % of them during a backfill", backfilling.p99(), "ms"));
        goals.add(Goal.atMost(
                5, "aggregator and json-generator at 20 trades/s", rounded(100 * steady.cores()), "% of a core"));
        goals.add(Goal.atMost(48, "peak heap of aggregator", rounded(steady.aggregatorHeap()), "MiB"));
        goals.add(Goal.atMost(48, "peak heap of json-generator", rounded(steady.generatorHeap()), "MiB"));
        return new Result(
                NAME,
                live.p50(),
                "ms",
                live.p50(),
                LEGACY_P50,
                "ms of a file that is made once a minute, in no time",
                List.copyOf(goals),
                detail);
    }

    private static Watched measure(Workbench workbench, Part part, Map<String, Object> detail) throws Exception {
        Path folder = workbench.folder().resolve(part.name());
        try (var horizon = PlayedHorizon.play(part.market(), part.settings(), folder.resolve("horizon"));
                var ours = Ingestion.begin(horizon.address(), horizon, folder);
                var aggregator = ours.also("aggregator");
                var generator = ours.also("json-generator");
                var nginx = ServedFiles.serve(folder)) {
            var running = List.of(ours.ingester(), aggregator, generator, nginx.program());
            Deadline.in(TIMEOUT, "markets.json shows pairs").await(() -> {
                RunningProgram.check(running);
                return nginx.newestTrade().isPresent() && (!part.caughtUp() || ours.isBackfilled());
            });
            var watch = new FileWatch(horizon, nginx);
            watch.watch(WARM_UP, () -> RunningProgram.check(running));
            var aggregatorHeap = new Heap(aggregator);
            var generatorHeap = new Heap(generator);
            Duration cpu = aggregator.cpu().plus(generator.cpu());
            long begin = System.nanoTime();
            double[] latencies = watch.watch(part.lasting(), () -> {
                RunningProgram.check(running);
                aggregatorHeap.look();
                generatorHeap.look();
            });
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cores = aggregator.cpu().plus(generator.cpu()).minus(cpu).toMillis() / 1000.0 / seconds;
            var watched = new Watched(
                    latencies.length,
                    rounded(Quantiles.of(latencies, 0.5)),
                    rounded(Quantiles.of(latencies, 0.9)),
                    rounded(Quantiles.of(latencies, 0.99)),
                    cores,
                    aggregatorHeap.peak(),
                    generatorHeap.peak());
            describe(part.name(), watched, detail);
            detail.put(part.name() + "_backfill_was_running", !ours.isBackfilled());
            return watched;
        }
    }

    private static void describe(String part, Watched watched, Map<String, Object> detail) {
        detail.put(part + "_ledgers", watched.ledgers());
        detail.put(part + "_p50_ms", watched.p50());
        detail.put(part + "_p90_ms", watched.p90());
        detail.put(part + "_p99_ms", watched.p99());
        detail.put(part + "_percent_of_a_core", rounded(100 * watched.cores()));
        detail.put(part + "_peak_heap_aggregator_mib", rounded(watched.aggregatorHeap()));
        detail.put(part + "_peak_heap_json_generator_mib", rounded(watched.generatorHeap()));
        log.info("{}: {} ledgers, half of them shown within {} ms", part, watched.ledgers(), watched.p50());
    }
}
