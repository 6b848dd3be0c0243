package org.stellarticker.bench.asset;

import static org.stellarticker.bench.Result.rounded;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
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
import org.stellarticker.bench.ScratchPostgres;
import org.stellarticker.bench.Workbench;

/**
 * Scans a list of assets as long as the public network's, with the ingester: for the first time, without changes, and
 * with one asset in a hundred changed; and as the legacy ticker did. The scale counts assets.
 */
public final class AssetsBenchmark implements Benchmark {

    public static final String NAME = "assets";

    private static final Logger log = LoggerFactory.getLogger(AssetsBenchmark.class);

    /** The public network's number of assets in 2026. */
    private static final int MOST_ASSETS = 194_000;

    private static final long SEED = 20_261_121;

    private static final double GOAL_HEAP = 96;
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    /**
     * A measured scan.
     *
     * @param withTomls the time with the toml files that it made the ingester fetch
     */
    private record Scan(double seconds, double withTomls, long rows, double walMib) {}

    @Override
    public Result run(Workbench workbench) throws Exception {
        var assets = new GeneratedAssets(Math.min(workbench.scale(), MOST_ASSETS), SEED);
        var detail = new LinkedHashMap<String, Object>();
        detail.put("assets", assets.count());
        try (var horizon = new AssetHorizon(assets);
                var postgres = ScratchPostgres.start(workbench.folder());
                var written = new WrittenRows(postgres.ready())) {
            Scan unchanged;
            Goal heap;
            try (var ingester = RunningProgram.start("ingester", workbench.folder(), settings(horizon.address()))) {
                var peak = new Heap(ingester);
                horizon.awaitScan(1, Deadline.in(TIMEOUT, "the ingester asks for assets"), () -> alive(ingester, peak));
                put("first", scan(1, 0, horizon, written, ingester, peak), detail);
                unchanged = put("unchanged", scan(2, 0, horizon, written, ingester, peak), detail);
                put("changed", scan(3, 1, horizon, written, ingester, peak), detail);
                detail.put("listed", written.listed());
                detail.put("longest_event_characters", written.longestEvent());
                detail.put("ingester_peak_memory_mib", rounded(ingester.peakMemory()));
                heap = Goal.atMost(GOAL_HEAP, "peak heap of the ingester", rounded(peak.peak()), "MiB");
            }
            Scan legacy = put("legacy", legacyWay(horizon, written), detail);
            return result(unchanged, legacy, heap, detail);
        }
    }

    private static Map<String, String> settings(URI horizon) {
        return Map.of(
                "HORIZON_URL",
                horizon.toString(),
                "HORIZON_REQUESTS_PER_HOUR",
                "0",
                "ASSET_INTERVAL",
                "1s",
                "TOML_TRUSTED_ORIGINS",
                "https://*.bench.example=" + horizon);
    }

    private static boolean alive(RunningProgram ingester, Heap heap) throws IOException {
        ingester.check();
        heap.look();
        return true;
    }

    /** Measures a scan, with the toml files that it makes the ingester fetch. */
    private static Scan scan(
            int number, int version, AssetHorizon horizon, WrittenRows written, RunningProgram ingester, Heap heap)
            throws Exception {
        written.mark();
        long begin = System.nanoTime();
        horizon.release(version);
        horizon.awaitScan(number + 1, Deadline.in(TIMEOUT, "scan " + number + " is over"), () -> alive(ingester, heap));
        double withTomls = (System.nanoTime() - begin) / 1e9;
        return new Scan(horizon.seconds(), withTomls, written.assets(), written.walMib());
    }

    /** Measures the second scan, which finds no changes either. */
    private static Scan legacyWay(AssetHorizon horizon, WrittenRows written) throws Exception {
        var legacy = new LegacyAssetScan(written.connection());
        horizon.passAll(1);
        legacy.scan(horizon.address());
        written.mark();
        long begin = System.nanoTime();
        int rows = legacy.scan(horizon.address());
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Scan(seconds, seconds, rows, written.walMib());
    }

    private static Scan put(String name, Scan scan, Map<String, Object> detail) {
        detail.put(name + "_s", rounded(scan.seconds()));
        detail.put(name + "_with_tomls_s", rounded(scan.withTomls()));
        detail.put(name + "_rows_written", scan.rows());
        detail.put(name + "_wal_mib", rounded(scan.walMib()));
        log.info(
                "{} scan: {} s, {} rows written, {} MiB of WAL",
                name,
                rounded(scan.seconds()),
                scan.rows(),
                rounded(scan.walMib()));
        return scan;
    }

    private static Result result(Scan unchanged, Scan legacy, Goal heap, Map<String, Object> detail) {
        return new Result(
                NAME,
                unchanged.rows(),
                "rows",
                unchanged.rows(),
                legacy.rows(),
                "rows that an upsert for each listed asset writes when nothing changed",
                List.of(Goal.atMost(0, "rows written when nothing changed", (double) unchanged.rows(), "rows"), heap),
                detail);
    }
}
