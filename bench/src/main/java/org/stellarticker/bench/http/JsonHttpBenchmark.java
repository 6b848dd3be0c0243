package org.stellarticker.bench.http;

import static org.stellarticker.bench.Result.rounded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.bench.Benchmark;
import org.stellarticker.bench.Deadline;
import org.stellarticker.bench.MachineLoad;
import org.stellarticker.bench.Result;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.bench.RunningProgram;
import org.stellarticker.bench.Workbench;
import org.stellarticker.bench.http.HttpLoad.Measured;
import org.stellarticker.bench.http.HttpLoad.Request;
import org.stellarticker.bench.ingest.Ingestion;
import org.stellarticker.bench.ingest.PlayedHorizon;
import org.stellarticker.bench.ingest.PlayedHorizon.Market;
import org.stellarticker.bench.ingest.ServedFiles;

/**
 * Answers a second with {@code markets.json} from the product's nginx while sandbox, ingester, aggregator and json-generator
 * publish a version a second, against the same nginx and the same files while these are suspended. The scale counts trades of the
 * history.
 */
public final class JsonHttpBenchmark implements Benchmark {

    public static final String NAME = "json-http";

    private static final Logger log = LoggerFactory.getLogger(JsonHttpBenchmark.class);

    private static final double GOAL = 0.9;
    private static final double GOAL_VERSIONS = 0.9;

    private static final int TRADES_A_SECOND = 20;
    private static final int MOST_HISTORY = 1_000_000;
    private static final int CONNECTIONS = 8;
    private static final int RUNS = 5;
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    /** The measurements of a form, of alternating runs. */
    private record Runs(List<Measured> idle, List<Measured> busy) {

        double share() {
            return busyRate() / idleRate();
        }

        double busyRate() {
            return Medians.median(busy, Measured::perSecond);
        }

        double idleRate() {
            return Medians.median(idle, Measured::perSecond);
        }

        long errors() {
            return idle.stream().mapToLong(Measured::errors).sum()
                    + busy.stream().mapToLong(Measured::errors).sum();
        }
    }

    /** The programs whose work must not slow the files. */
    private record Product(PlayedHorizon horizon, Ingestion ingestion, List<RunningProgram> programs) {

        void suspend() throws IOException, InterruptedException {
            // The last first: none waits for an answer of a suspended one.
            for (RunningProgram program : programs.reversed()) {
                program.suspend();
            }
        }

        void resume() throws IOException, InterruptedException {
            for (RunningProgram program : programs) {
                program.resume();
            }
        }

        void check() throws IOException {
            for (RunningProgram program : programs) {
                program.check();
            }
        }
    }

    /** The running benchmark. */
    private record Bench(Path folder, Product product, ServedFiles files, CheckingClient client, Duration runTime) {}

    @Override
    public Result run(Workbench workbench) throws Exception {
        Path folder = workbench.folder();
        var market = new Market(Math.min(MOST_HISTORY, workbench.scale()), TRADES_A_SECOND, "1");
        try (var horizon = PlayedHorizon.play(market, folder.resolve("horizon"));
                var ingestion = Ingestion.begin(horizon.address(), horizon, folder);
                var aggregator = ingestion.also("aggregator");
                var generator = ingestion.also("json-generator");
                var files = ServedFiles.serve(folder)) {
            var programs = List.of(horizon.program(), ingestion.ingester(), aggregator, generator);
            var product = new Product(horizon, ingestion, programs);
            Deadline.in(TIMEOUT, "markets.json shows pairs after the backfill").await(() -> {
                product.check();
                files.program().check();
                return files.newestTrade().isPresent() && ingestion.isBackfilled();
            });
            try (var client = CheckingClient.start(files.address())) {
                // Of each run; all runs together take the time that was asked for.
                Duration runTime = workbench.lasting().dividedBy(2L * RUNS * FileForm.values().length);
                return measure(new Bench(folder, product, files, client, atLeastASecond(runTime)));
            }
        }
    }

    private static Duration atLeastASecond(Duration time) {
        return time.toSeconds() < 1 ? Duration.ofSeconds(1) : Duration.ofSeconds(time.toSeconds());
    }

    private static Result measure(Bench bench) throws Exception {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("load_before", MachineLoad.averages());
        var forms = new EnumMap<FileForm, Runs>(FileForm.class);
        for (FileForm form : FileForm.values()) {
            forms.put(form, new Runs(new ArrayList<>(), new ArrayList<>()));
        }
        int versions = 0;
        long busyNanos = 0;
        for (int run = 0; run < RUNS; run++) {
            // All forms in one time of silence: each change of state costs some seconds.
            bench.product().suspend();
            loadAll(bench, forms, Runs::idle);
            bench.product().resume();
            awaitNewVersions(bench);
            int before = bench.client().seen().versions();
            long begin = System.nanoTime();
            loadAll(bench, forms, Runs::busy);
            busyNanos += System.nanoTime() - begin;
            versions += bench.client().seen().versions() - before;
            bench.product().check();
            log.info("run {} of {}: {} versions while busy", run + 1, RUNS, versions);
        }
        detail.put("load_after", MachineLoad.averages());
        describe(forms, bench, detail);
        return result(forms, versions / (busyNanos / 1e9), bench.client().seen(), detail);
    }

    @FunctionalInterface
    private interface State {
        List<Measured> of(Runs runs);
    }

    private static void loadAll(Bench bench, Map<FileForm, Runs> forms, State state)
            throws IOException, InterruptedException {
        for (var form : forms.entrySet()) {
            var load = new HttpLoad(
                    bench.folder(),
                    bench.files().address(),
                    CONNECTIONS,
                    form.getKey().headers());
            state.of(form.getValue()).add(load.run(List.of(Request.get("/markets.json")), bench.runTime()));
        }
    }

    /** Waits until the product has caught up, and publishes as before it was suspended. */
    private static void awaitNewVersions(Bench bench) throws Exception {
        int before = bench.client().seen().versions();
        Deadline.in(TIMEOUT, "new versions are published").await(() -> {
            bench.product().check();
            return bench.client().seen().versions() >= before + 3;
        });
    }

    private static void describe(Map<FileForm, Runs> forms, Bench bench, Map<String, Object> detail)
            throws IOException {
        Path file = bench.folder().resolve("www/markets.json");
        detail.put("bytes", Files.size(file));
        detail.put("gzip_bytes", Files.size(file.resolveSibling("markets.json.gz")));
        detail.put("brotli_bytes", Files.size(file.resolveSibling("markets.json.br")));
        forms.forEach((form, runs) -> {
            detail.put(form.word() + "_idle_per_second", Math.rint(runs.idleRate()));
            detail.put(form.word() + "_busy_per_second", Math.rint(runs.busyRate()));
            detail.put(form.word() + "_idle_p99_ms", rounded(Medians.median(runs.idle(), Measured::p99)));
            detail.put(form.word() + "_busy_p99_ms", rounded(Medians.median(runs.busy(), Measured::p99)));
            detail.put(
                    form.word() + "_busy_mb_per_second",
                    Math.rint(Medians.median(runs.busy(), Measured::megabytesPerSecond)));
        });
    }

    private static Result result(
            Map<FileForm, Runs> forms, double versionsPerSecond, CheckingClient.Seen seen, Map<String, Object> detail) {
        detail.put("checked_answers", seen.answers());
        detail.put("checked_versions", seen.versions());
        detail.put("faults", seen.faults());
        var goals = new ArrayList<Goal>();
        forms.forEach((form, runs) ->
                goals.add(Goal.atLeast(GOAL, form.word() + ", of the idle value", rounded(runs.share()), "x")));
        goals.sort(Comparator.comparingDouble(Goal::value));
        long errors =
                seen.errors() + forms.values().stream().mapToLong(Runs::errors).sum();
        goals.add(Goal.atMost(0, "errors", (double) errors, "answers"));
        goals.add(Goal.atMost(0, "torn", (double) seen.torn(), "answers"));
        goals.add(Goal.atLeast(GOAL_VERSIONS, "new versions", rounded(versionsPerSecond), "versions/s"));
        Runs least = forms.values().stream()
                .min(Comparator.comparingDouble(Runs::share))
                .orElseThrow();
        return new Result(
                NAME,
                rounded(least.share()),
                "x",
                Math.rint(least.busyRate()),
                Math.rint(least.idleRate()),
                "answers/s of the same nginx with the same files, while all other programs are suspended; the form that loses most",
                List.copyOf(goals),
                detail);
    }
}
