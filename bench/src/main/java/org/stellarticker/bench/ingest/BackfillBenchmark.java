package org.stellarticker.bench.ingest;

import static org.stellarticker.bench.Result.rounded;

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
import org.stellarticker.bench.Workbench;
import org.stellarticker.bench.ingest.PlayedHorizon.Market;
import org.stellarticker.bench.ingest.StorageWatch.StoredBackfill;

/**
 * Backfills from the sandbox through the ingester into PostgreSQL, then aggregates; also from a source as slow as a
 * real Horizon, and as the legacy ticker did. The scale counts trades.
 */
public final class BackfillBenchmark implements Benchmark {

    public static final String NAME = "backfill";

    private static final Logger log = LoggerFactory.getLogger(BackfillBenchmark.class);

    private static final double GOAL_STORED = 40_000;
    private static final double GOAL_CANDLES = 30_000;
    private static final double GOAL_OF_SLOW = 0.9;
    private static final double GOAL_HEAP = 96;

    /** The time that a real Horizon on two cores takes for a page of 200. */
    private static final Duration SLOW_PAGE = Duration.ofMillis(20);

    /** The least history: more than the slow source sends during the measurement. */
    private static final int LEAST_HISTORY = 400_000;

    private static final int SLOW_WARM_UP = 20_000;
    private static final Duration SLOW_MEASURED = Duration.ofSeconds(20);
    private static final Duration SOURCE_MEASURED = Duration.ofSeconds(8);
    private static final Duration LEGACY_MEASURED = Duration.ofSeconds(15);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    @Override
    public Result run(Workbench workbench) throws Exception {
        var detail = new LinkedHashMap<String, Object>();
        var market = new Market(Math.max(workbench.scale(), LEAST_HISTORY), 20, "5");
        try (var horizon = PlayedHorizon.play(market, workbench.folder().resolve("horizon"))) {
            double source = horizon.tradesToOneReader(horizon.address(), SOURCE_MEASURED);
            detail.put("source_gives_one_reader", Math.round(source));
            log.info("the source gives one reader {} trades/s", Math.round(source));
            try (var ours = Ingestion.begin(
                    horizon.address(), horizon, workbench.folder().resolve("ours"))) {
                Goal stored = store(ours, horizon, detail);
                Goal candles = aggregate(ours, detail);
                double legacy = legacyWay(ours, horizon, detail);
                Goal slow = storeFromSlow(workbench, horizon, detail);
                return result(stored, candles, slow, legacy, detail);
            }
        }
    }

    private static Goal store(Ingestion ours, PlayedHorizon horizon, Map<String, Object> detail) throws Exception {
        var heap = new Heap(ours.ingester());
        Duration sandboxBefore = horizon.cpu();
        Duration postgresBefore = ours.postgres().cpu();
        Deadline.in(TIMEOUT, "the backfill is stored").await(() -> {
            ours.ingester().check();
            heap.look();
            return ours.stored().backfill().filter(StoredBackfill::complete).isPresent();
        });
        StoredBackfill backfill = ours.stored().backfill().orElseThrow();
        double rate = backfill.trades() / seconds(backfill.took());
        detail.put("trades", backfill.trades());
        detail.put("stored_in_s", rounded(seconds(backfill.took())));
        detail.put("sandbox_cpu_s", rounded(seconds(horizon.cpu().minus(sandboxBefore))));
        detail.put("ingester_cpu_s", rounded(seconds(ours.ingester().cpu())));
        detail.put("postgres_cpu_s", rounded(seconds(ours.postgres().cpu().minus(postgresBefore))));
        detail.put("ingester_peak_heap_mib", rounded(heap.peak()));
        detail.put("ingester_peak_memory_mib", rounded(ours.ingester().peakMemory()));
        detail.put("heap_bytes_a_trade", Math.round(heap.peak() * (1 << 20) / backfill.trades()));
        log.info("{} trades stored, {} trades/s", backfill.trades(), Math.round(rate));
        return Goal.atLeast(GOAL_STORED, "stored", Math.rint(rate), "trades/s");
    }

    private static Goal aggregate(Ingestion ours, Map<String, Object> detail) throws Exception {
        ours.ingester().close();
        long trades = ours.stored().count();
        Duration postgresBefore = ours.postgres().cpu();
        long begin = System.nanoTime();
        try (var aggregator = ours.also("aggregator")) {
            Deadline.in(TIMEOUT, "all trades are in candles").await(() -> {
                aggregator.check();
                return ours.stored().inCandles() == trades;
            });
            double took = (System.nanoTime() - begin) / 1e9;
            detail.put("candles_in_s", rounded(took));
            detail.put("aggregator_cpu_s", rounded(seconds(aggregator.cpu())));
            detail.put(
                    "candles_postgres_cpu_s",
                    rounded(seconds(ours.postgres().cpu().minus(postgresBefore))));
            log.info("all candles made, {} trades/s", Math.round(trades / took));
            return Goal.atLeast(GOAL_CANDLES, "candles made afterwards", Math.rint(trades / took), "trades/s");
        }
    }

    private static double legacyWay(Ingestion ours, PlayedHorizon horizon, Map<String, Object> detail)
            throws Exception {
        try (var legacy = new LegacyIngester(horizon, ours.address())) {
            double rate = legacy.backfill(LEGACY_MEASURED);
            detail.put("legacy_way", Math.round(rate));
            log.info("the legacy ticker's way: {} trades/s", Math.round(rate));
            return rate;
        }
    }

    private static Goal storeFromSlow(Workbench workbench, PlayedHorizon horizon, Map<String, Object> detail)
            throws Exception {
        try (var slow = new SlowHorizon(horizon.address(), SLOW_PAGE)) {
            double source = horizon.tradesToOneReader(slow.address(), SOURCE_MEASURED);
            try (var ours =
                    Ingestion.begin(slow.address(), horizon, workbench.folder().resolve("slow"))) {
                Deadline.in(TIMEOUT, "trades of the slow source are stored").await(() -> {
                    ours.ingester().check();
                    return ours.stored()
                            .backfill()
                            .filter(backfill -> backfill.trades() > SLOW_WARM_UP)
                            .isPresent();
                });
                double rate = rateFromNowOn(ours);
                detail.put("slow_source_gives_one_reader", Math.round(source));
                detail.put("stored_of_slow_source", Math.round(rate));
                log.info("of {} trades/s of a slow source {} are stored", Math.round(source), Math.round(rate));
                return Goal.atLeast(GOAL_OF_SLOW, "stored of what a slow source gives", rounded(rate / source), "of 1");
            }
        }
    }

    private static double rateFromNowOn(Ingestion ours) throws Exception {
        StoredBackfill begin = ours.stored().backfill().orElseThrow();
        Deadline.in(TIMEOUT, "the slow source was read for some time").await(() -> {
            ours.ingester().check();
            StoredBackfill now = ours.stored().backfill().orElseThrow();
            return now.complete() || now.took().minus(begin.took()).compareTo(SLOW_MEASURED) > 0;
        });
        StoredBackfill end = ours.stored().backfill().orElseThrow();
        return (end.trades() - begin.trades()) / seconds(end.took().minus(begin.took()));
    }

    private static Result result(Goal stored, Goal candles, Goal slow, double legacy, Map<String, Object> detail) {
        double heap = ((Number) detail.getOrDefault("ingester_peak_heap_mib", 0)).doubleValue();
        detail.put("times_legacy_way", rounded(stored.value() / legacy));
        return new Result(
                NAME,
                stored.value(),
                stored.unit(),
                stored.value(),
                Math.rint(legacy),
                "trades/s of one reader of page after page that stores trade by trade, and commits each page",
                List.of(stored, candles, slow, Goal.atMost(GOAL_HEAP, "peak heap of the ingester", heap, "MiB")),
                detail);
    }

    private static double seconds(Duration length) {
        return length.toNanos() / 1e9;
    }
}
