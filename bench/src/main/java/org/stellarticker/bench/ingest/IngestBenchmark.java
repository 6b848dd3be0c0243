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
import org.stellarticker.bench.Workbench;
import org.stellarticker.bench.ingest.PlayedHorizon.Market;

/** Streams live trades from the sandbox into PostgreSQL: latency, rate, duration and cost. */
public final class IngestBenchmark implements Benchmark {

    public static final String NAME = "ingest";

    private static final Logger log = LoggerFactory.getLogger(IngestBenchmark.class);

    private static final double GOAL_SUSTAINED = 5_000;
    private static final double GOAL_LATENCY = 200;
    private static final double GOAL_HEAP = 96;
    private static final double GOAL_CORE = 3;

    /** The rate of the public network. */
    private static final Market STEADY = new Market(10_000, 20, "5");

    private static final int LARGE_LEDGER = 1_000;

    /** Two ledgers a second, because some are larger and most are smaller. */
    private static final Market LARGE_LEDGERS = new Market(10_000, 2 * LARGE_LEDGER, "0.5");

    /** Somewhat more than the goal, because the number of trades in a second varies. */
    private static final Market FLOOD = new Market(10_000, 5_250, "1");

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration STEADY_MEASURED = Duration.ofMinutes(1);
    private static final Duration LATENCY_MEASURED = Duration.ofSeconds(90);
    private static final Duration LEGACY_MEASURED = Duration.ofSeconds(15);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @Override
    public Result run(Workbench workbench) throws Exception {
        var detail = new LinkedHashMap<String, Object>();
        var goals = new ArrayList<Goal>();
        goals.add(steady(workbench.folder().resolve("steady"), detail));
        goals.add(latency(workbench.folder().resolve("latency"), detail));
        return sustained(workbench, goals, detail);
    }

    private static Goal steady(Path folder, Map<String, Object> detail) throws Exception {
        try (var horizon = PlayedHorizon.play(STEADY, folder.resolve("horizon"));
                var ours = live(horizon, folder)) {
            pass(WARM_UP, ours);
            Duration ingester = ours.ingester().cpu();
            Duration postgres = ours.postgres().cpu();
            pass(STEADY_MEASURED, ours);
            double percent = percent(ours.ingester().cpu().minus(ingester));
            detail.put("steady_ingester_cpu_percent", rounded(percent));
            detail.put(
                    "steady_postgres_cpu_percent",
                    rounded(percent(ours.postgres().cpu().minus(postgres))));
            log.info("20 trades/s take the ingester {} % of a core", rounded(percent));
            return Goal.atMost(GOAL_CORE, "20 trades/s", rounded(percent), "% of a core");
        }
    }

    private static double percent(Duration cpu) {
        return 100.0 * cpu.toMillis() / STEADY_MEASURED.toMillis();
    }

    private static Goal latency(Path folder, Map<String, Object> detail) throws Exception {
        try (var horizon = PlayedHorizon.play(LARGE_LEDGERS, folder.resolve("horizon"));
                var ours = live(horizon, folder)) {
            var watch = new LedgerWatch(horizon, ours.stored());
            watch.watch(WARM_UP, ours.ingester()::check);
            var latencies = watch.watch(LATENCY_MEASURED, ours.ingester()::check);
            double[] large = LedgerWatch.ofSize(latencies, ours.stored().sizes(0), LARGE_LEDGER);
            detail.put("large_ledgers", large.length);
            detail.put("large_ledger_p50_ms", rounded(Quantiles.of(large, 0.5)));
            detail.put("large_ledger_p99_ms", rounded(Quantiles.of(large, 0.99)));
            log.info(
                    "{} ledgers of 1,000 to 2,000 trades: half of them stored within {} ms, 99 % within {} ms",
                    large.length, rounded(Quantiles.of(large, 0.5)), rounded(Quantiles.of(large, 0.99)));
            return Goal.atMost(
                    GOAL_LATENCY,
                    "99 % of ledgers of 1,000 to 2,000 trades stored",
                    rounded(Quantiles.of(large, 0.99)),
                    "ms");
        }
    }

    private static Result sustained(Workbench workbench, List<Goal> others, Map<String, Object> detail)
            throws Exception {
        Path folder = workbench.folder().resolve("sustained");
        try (var horizon = PlayedHorizon.play(FLOOD, folder.resolve("horizon"));
                var ours = live(horizon, folder)) {
            var watch = new LedgerWatch(horizon, ours.stored());
            watch.watch(WARM_UP, ours.ingester()::check);
            var heap = new Heap(ours.ingester());
            long before = ours.stored().count();
            Duration cpu = ours.ingester().cpu();
            long begin = System.nanoTime();
            watch.watch(workbench.lasting(), () -> {
                ours.ingester().check();
                heap.look();
            });
            double behind = watch.behind();
            double took = (System.nanoTime() - begin) / 1e9;
            double rate = (ours.stored().count() - before) / took;
            detail.put("sustained_minutes", workbench.lasting().toMinutes());
            detail.put(
                    "sustained_ingester_cpu_percent",
                    rounded(ours.ingester().cpu().minus(cpu).toMillis() / took / 10));
            detail.put("heap_peak_mib", rounded(heap.peak()));
            detail.put("heap_peak_first_third_mib", rounded(heap.earlyPeak()));
            detail.put("heap_peak_last_third_mib", rounded(heap.latePeak()));
            detail.put("memory_peak_mib", rounded(ours.ingester().peakMemory()));
            log.info("{} trades/s for {}", Math.round(rate), workbench.lasting());
            ours.ingester().close();
            double legacy = legacyWay(ours, horizon);
            log.info("the legacy ticker's way: {} trades/s", Math.round(legacy));
            return result(rate, legacy, heap, behind, others, detail);
        }
    }

    private static double legacyWay(Ingestion ours, PlayedHorizon horizon) throws Exception {
        try (var legacy = new LegacyIngester(horizon, ours.address())) {
            return legacy.follow(LEGACY_MEASURED);
        }
    }

    private static Result result(
            double rate, double legacy, Heap heap, double behind, List<Goal> others, Map<String, Object> detail) {
        var goals = new ArrayList<Goal>();
        goals.add(Goal.atLeast(GOAL_SUSTAINED, "stored as they come", Math.rint(rate), "trades/s"));
        goals.add(Goal.atMost(5_000, "behind at the end", Math.rint(behind), "ms"));
        goals.add(Goal.atMost(GOAL_HEAP, "peak heap of the ingester", rounded(heap.peak()), "MiB"));
        goals.addAll(others);
        return new Result(
                NAME,
                Math.rint(rate),
                "trades/s",
                Math.rint(rate),
                Math.rint(legacy),
                "trades/s of one reader that stores trade by trade, and commits each page",
                goals,
                detail);
    }

    /** Starts an ingester and waits until its backfill is complete. */
    private static Ingestion live(PlayedHorizon horizon, Path folder) throws Exception {
        var ours = Ingestion.begin(horizon.address(), horizon, folder);
        try {
            Deadline.in(TIMEOUT, "the backfill is stored").await(() -> {
                ours.ingester().check();
                return ours.stored()
                        .backfill()
                        .filter(StorageWatch.StoredBackfill::complete)
                        .isPresent();
            });
            return ours;
        } catch (Exception fault) {
            ours.close();
            throw fault;
        }
    }

    private static void pass(Duration time, Ingestion ours) throws Exception {
        long begin = System.nanoTime();
        Deadline.in(time.multipliedBy(2), "some time passed").await(() -> {
            ours.ingester().check();
            return System.nanoTime() - begin > time.toNanos();
        });
    }
}
