package org.stellarticker.bench.ingest;

import static org.stellarticker.bench.Result.rounded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
 * What each program costs at the public network's rate of trades, at ten times and at a hundred times that rate, with 26,000
 * markets: its processor time, and how far it is behind. The rows of the table in docs/scaling.md. The scale counts trades of
 * the history.
 */
public final class ScaleBenchmark implements Benchmark {

    public static final String NAME = "scale";

    private static final Logger log = LoggerFactory.getLogger(ScaleBenchmark.class);

    private static final List<Integer> TRADES_A_SECOND = List.of(20, 200, 2_000);
    private static final int MARKETS = 26_000;
    private static final int ASSETS = 2_700;

    private static final Duration TIMEOUT = Duration.ofMinutes(8);
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /** Trades that may be stored later than they are played, in a second's worth. */
    private static final double KEEPS_UP = 0.95;

    /** The processor time of a rate, in cores, and how well it was kept up with. */
    private record Load(int rate, double stored, double p50, double p99, Map<String, Double> cores) {

        double total() {
            return cores.values().stream().mapToDouble(Double::doubleValue).sum();
        }

        /** Returns a row of the table in Markdown. */
        String row() {
            var row = new StringBuilder(
                    "| " + rate + " | " + rounded(stored) + " | " + rounded(p50) + " | " + rounded(p99));
            cores.values().forEach(used -> row.append(" | ").append(rounded(used)));
            return row.append(" |").toString();
        }
    }

    @Override
    public Result run(Workbench workbench) throws Exception {
        var loads = new ArrayList<Load>();
        for (int rate : TRADES_A_SECOND) {
            loads.add(measure(workbench, rate));
        }
        var detail = new LinkedHashMap<String, Object>();
        detail.put("markets", MARKETS);
        detail.put(
                "columns",
                "trades/s, stored/s, ms p50, ms p99, cores of "
                        + loads.getFirst().cores().keySet());
        loads.forEach(load -> detail.put(load.rate() + "_a_second", load.row()));
        Load first = loads.getFirst();
        Load last = loads.getLast();
        double linear = first.total() * last.rate() / first.rate();
        return new Result(
                NAME,
                rounded(last.stored()),
                "trades/s stored",
                rounded(last.total()),
                rounded(linear),
                "cores, if they grew as the trades of the lowest rate do",
                List.of(
                        Goal.atLeast(
                                KEEPS_UP * last.rate(),
                                "stored at the highest rate",
                                rounded(last.stored()),
                                "trades/s"),
                        Goal.atMost(linear, "cores at the highest rate", rounded(last.total()), "cores")),
                detail);
    }

    private static Load measure(Workbench workbench, int rate) throws Exception {
        Path folder = workbench.folder().resolve(rate + "-a-second");
        var settings = Map.of("SANDBOX_MARKETS", Integer.toString(MARKETS), "SANDBOX_ASSETS", Integer.toString(ASSETS));
        try (var horizon = PlayedHorizon.play(
                        new Market(workbench.scale(), rate, "1"), settings, folder.resolve("horizon"));
                var ours = Ingestion.begin(horizon.address(), horizon, folder);
                var aggregator = ours.also("aggregator");
                var generator = ours.also("json-generator");
                var nginx = ServedFiles.serve(folder)) {
            var running = List.of(ours.ingester(), aggregator, generator, nginx.program());
            Deadline.in(TIMEOUT, "the history is stored and summed").await(() -> {
                RunningProgram.check(running);
                return nginx.newestTrade().isPresent()
                        && ours.isBackfilled()
                        && ours.stored().marks() == 0;
            });
            var watch = new FileWatch(horizon, nginx);
            watch.watch(WARM_UP, () -> RunningProgram.check(running));
            var cpu = new LinkedHashMap<String, Supplier<Duration>>();
            cpu.put("ingester", ours.ingester()::cpu);
            cpu.put("aggregator", aggregator::cpu);
            cpu.put("json-generator", generator::cpu);
            cpu.put("postgres", ours.postgres()::cpu);
            var before = new LinkedHashMap<String, Duration>();
            cpu.forEach((name, used) -> before.put(name, used.get()));
            long stored = ours.stored().count();
            long begin = System.nanoTime();
            double[] latencies = watch.watch(workbench.lasting(), () -> RunningProgram.check(running));
            double seconds = (System.nanoTime() - begin) / 1e9;
            var cores = new LinkedHashMap<String, Double>();
            cpu.forEach((name, used) ->
                    cores.put(name, used.get().minus(before.get(name)).toMillis() / 1000.0 / seconds));
            var load = new Load(
                    rate,
                    (ours.stored().count() - stored) / seconds,
                    Quantiles.of(latencies, 0.5),
                    Quantiles.of(latencies, 0.99),
                    cores);
            log.info("{} trades a second: {}", rate, load.row());
            return load;
        }
    }
}
