package org.stellarticker.bench.ingest;

import static org.stellarticker.bench.Result.rounded;

import java.io.IOException;
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
import org.stellarticker.bench.Result;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.bench.RunningProgram;
import org.stellarticker.bench.Workbench;
import org.stellarticker.bench.ingest.PlayedHorizon.Market;

/**
 * The time from a ledger's emission by the sandbox to a {@code markets.json} over HTTP that shows it, with all programs of the
 * product on the way: live, and while a backfill runs. The scale counts trades of the backfill.
 */
public final class FreshnessBenchmark implements Benchmark {

    public static final String NAME = "freshness";

    private static final Logger log = LoggerFactory.getLogger(FreshnessBenchmark.class);

    private static final double GOAL_P50 = 250;
    private static final double GOAL_P99 = 1_000;

    private static final int TRADES_A_SECOND = 100;
    private static final int SHORT_HISTORY = 20_000;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    /** A legacy file is made each minute: on average it is half as old, if making it took no time. */
    private static final double LEGACY_P50 = 30_000;

    @Override
    public Result run(Workbench workbench) throws Exception {
        var detail = new LinkedHashMap<String, Object>();
        double[] live = measure(workbench, "live", SHORT_HISTORY, /* caughtUp= */ true, detail);
        double[] backfilling = measure(workbench, "backfill", workbench.scale(), /* caughtUp= */ false, detail);
        var goals = new ArrayList<Goal>();
        goals.add(Goal.atMost(GOAL_P50, "half of the ledgers", quantile(live, 0.5), "ms"));
        goals.add(Goal.atMost(GOAL_P99, "99 % of the ledgers", quantile(live, 0.99), "ms"));
        goals.add(Goal.atMost(GOAL_P50, "half of them during a backfill", quantile(backfilling, 0.5), "ms"));
        goals.add(Goal.atMost(GOAL_P99, "99 % of them during a backfill", quantile(backfilling, 0.99), "ms"));
        return new Result(
                NAME,
                quantile(live, 0.5),
                "ms",
                quantile(live, 0.5),
                LEGACY_P50,
                "ms of a file that is made once a minute, in no time",
                List.copyOf(goals),
                detail);
    }

    /** Returns the latencies in milliseconds, sorted. */
    private static double[] measure(
            Workbench workbench, String name, int history, boolean caughtUp, Map<String, Object> detail)
            throws Exception {
        Path folder = workbench.folder().resolve(name);
        try (var horizon = PlayedHorizon.play(new Market(history, TRADES_A_SECOND, "1"), folder.resolve("horizon"));
                var ours = Ingestion.begin(horizon.address(), horizon, folder);
                var aggregator = ours.also("aggregator");
                var generator = ours.also("json-generator");
                var nginx = ServedFiles.serve(folder)) {
            var running = List.of(ours.ingester(), aggregator, generator, nginx.program());
            Deadline.in(TIMEOUT, "markets.json shows pairs").await(() -> {
                check(running);
                return nginx.newestTrade().isPresent() && (!caughtUp || ours.isBackfilled());
            });
            var watch = new FileWatch(horizon, nginx);
            watch.watch(WARM_UP, () -> check(running));
            double[] latencies =
                    watch.watch(caughtUp ? workbench.lasting() : Duration.ofSeconds(40), () -> check(running));
            detail.put(name + "_ledgers", latencies.length);
            detail.put(name + "_p50_ms", quantile(latencies, 0.5));
            detail.put(name + "_p90_ms", quantile(latencies, 0.9));
            detail.put(name + "_p99_ms", quantile(latencies, 0.99));
            detail.put(name + "_backfill_was_running", !ours.isBackfilled());
            log.info(
                    "{}: {} ledgers, half of them shown within {} ms",
                    name,
                    latencies.length,
                    quantile(latencies, 0.5));
            return latencies;
        }
    }

    private static void check(List<RunningProgram> programs) throws IOException {
        for (RunningProgram program : programs) {
            program.check();
        }
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : rounded(sorted[(int) Math.min(sorted.length - 1, share * sorted.length)]);
    }
}
