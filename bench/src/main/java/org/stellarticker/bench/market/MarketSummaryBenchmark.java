package org.stellarticker.bench.market;

import static org.stellarticker.bench.Result.rounded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.bench.Benchmark;
import org.stellarticker.bench.Result;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.bench.ScratchPostgres;
import org.stellarticker.bench.Workbench;
import org.stellarticker.bench.market.LegacyTicker.Form;
import org.stellarticker.bench.market.LegacyTicker.Measured;
import org.stellarticker.bench.market.ProductTicker.Part;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;

/**
 * Summarises all markets once a minute: the legacy ticker's one query over the raw trades against all that the product
 * does from a minute's change marks to the written file. The scale counts trades.
 */
public final class MarketSummaryBenchmark implements Benchmark {

    public static final String NAME = "market-summary";

    private static final Logger log = LoggerFactory.getLogger(MarketSummaryBenchmark.class);

    private static final long SEED = 20_251_031;
    /** The goal at a week's trades. With fewer, the query reads less, and the product's work stays the same. */
    private static final double GOAL = 100;

    private static final double TRADES_OF_GOAL = 7_000_000;

    private static final int LEDGERS_A_MINUTE = 12;
    private static final int WARM_UP = 20;
    private static final int LEDGERS = 40;
    private static final int MINUTES = 20;

    @Override
    public Result run(Workbench workbench) throws IOException, SQLException, InterruptedException {
        try (var postgres = ScratchPostgres.start(workbench.folder())) {
            return measure(postgres.ready(), workbench.folder(), workbench.scale());
        }
    }

    /**
     * Measures both.
     *
     * @param address of a database with the product's schema and no rows
     */
    static Result measure(DatabaseAddress address, Path folder, int scale) throws IOException, SQLException {
        var markets = new GeneratedMarkets(new Random(SEED));
        var history = new GeneratedTrades(markets, new Random(SEED + 1), scale);
        var detail = new LinkedHashMap<String, Object>();
        try (var database = Database.open(address, "bench");
                var ours = new ProductTicker(database, folder.resolve("markets.json"))) {
            var raw = new RawTrades(address, database);
            detail.put("trades", load(raw, markets, history));
            detail.put("pairs", GeneratedMarkets.MARKETS);
            build(raw, ours, history.now(), detail);
            follow(raw, ours, history, WARM_UP, 1);
            var ledgers = follow(raw, ours, history, LEDGERS, 1);
            var minutes = follow(raw, ours, history, MINUTES, LEDGERS_A_MINUTE);
            List<Measured> legacy = measureLegacy(new LegacyTicker(address), history.now());
            detail.put("values_compared", compare(ours, legacy));
            detail.put("product_tables_mib", raw.mebibytes("^(trade|candle|market|ledger)"));
            detail.put("legacy_table_mib", raw.mebibytes("^legacy_trade"));
            return result(minutes, ledgers, legacy, scale, detail);
        }
    }

    private static long load(RawTrades raw, GeneratedMarkets markets, GeneratedTrades history) throws SQLException {
        long begin = System.nanoTime();
        raw.execute(LegacyTicker.tables());
        raw.listMarkets(markets);
        long count = raw.storeHistory(history);
        log.info("{} trades generated and stored twice: {} s", count, seconds(begin));
        begin = System.nanoTime();
        raw.execute(LegacyTicker.indexes());
        log.info("the legacy ticker's indexes: {} s", seconds(begin));
        return count;
    }

    /** Makes all candles and windows as the product does, and leaves the database idle. */
    private static void build(RawTrades raw, ProductTicker ours, Instant now, Map<String, Object> detail)
            throws SQLException {
        long begin = System.nanoTime();
        raw.markAll();
        long minutes = ours.catchUp(now);
        detail.put("market_minutes", minutes);
        log.info("{} market-minutes made into candles: {} s", minutes, seconds(begin));
        begin = System.nanoTime();
        raw.execute("vacuum (analyze)");
        raw.execute("checkpoint");
        log.info("vacuum, analyze, checkpoint: {} s", seconds(begin));
    }

    /** Publishes files one after another, each after a number of new ledgers, and returns the time of each part. */
    private static List<Map<Part, Double>> follow(
            RawTrades raw, ProductTicker ours, GeneratedTrades history, int files, int ledgersAFile)
            throws IOException, SQLException {
        var refreshes = new ArrayList<Map<Part, Double>>();
        for (int file = 0; file < files; file++) {
            for (int ledger = 0; ledger < ledgersAFile; ledger++) {
                raw.store(history.nextLedger());
            }
            refreshes.add(ours.refresh(history.now()));
        }
        log.info("{} files made, {} ledgers each", files, ledgersAFile);
        return refreshes;
    }

    private static List<Measured> measureLegacy(LegacyTicker legacy, Instant at) throws SQLException {
        var measured = new ArrayList<Measured>();
        for (Form form : Form.values()) {
            measured.add(legacy.measure(form, at));
            log.info(
                    "the query, {}: {} ms",
                    form.word(),
                    Math.round(measured.getLast().milliseconds()));
        }
        return measured;
    }

    private static int compare(ProductTicker ours, List<Measured> legacy) throws IOException {
        int compared = 0;
        for (Measured form : legacy) {
            compared += Answers.compare(ours.file(), form.summaries());
        }
        return compared;
    }

    private static Result result(
            List<Map<Part, Double>> minutes,
            List<Map<Part, Double>> ledgers,
            List<Measured> legacy,
            int scale,
            Map<String, Object> detail) {
        for (Part part : Part.values()) {
            detail.put("minute_" + part.word() + "_ms", rounded(median(minutes, List.of(part))));
        }
        for (Part part : Part.values()) {
            detail.put("ledger_" + part.word() + "_ms", rounded(median(ledgers, List.of(part))));
        }
        legacy.forEach(form -> detail.put("query_" + form.form().word() + "_ms", rounded(form.milliseconds())));
        double minute = median(minutes, List.of(Part.values()));
        double ledger = median(ledgers, List.of(Part.values()));
        double read = median(minutes, List.of(Part.READ));
        double asWritten = best(legacy, form -> form.form().isAsWritten());
        double bestOfAll = best(legacy, _ -> true);
        double goal = rounded(GOAL * scale / TRADES_OF_GOAL);
        return new Result(
                NAME,
                rounded(asWritten / minute),
                "x",
                rounded(minute),
                rounded(asWritten),
                "ms of the legacy ticker's one query over all raw trades, against ms of all that we do for a file a minute",
                List.of(
                        Goal.atLeast(goal, "a file a minute", rounded(asWritten / minute), "x"),
                        Goal.atLeast(goal, "a file a ledger", rounded(asWritten / ledger), "x"),
                        Goal.atLeast(goal, "reading the stored windows alone", rounded(asWritten / read), "x"),
                        Goal.atLeast(
                                1,
                                "a file a minute against the best query that we could write",
                                rounded(bestOfAll / minute),
                                "x")),
                detail);
    }

    private static double best(List<Measured> legacy, Predicate<Measured> which) {
        return legacy.stream()
                .filter(which)
                .mapToDouble(Measured::milliseconds)
                .min()
                .orElseThrow();
    }

    /** Returns the median of the sum of some parts. */
    private static double median(List<Map<Part, Double>> refreshes, List<Part> parts) {
        double[] sums = refreshes.stream()
                .mapToDouble(took -> parts.stream().mapToDouble(took::get).sum())
                .sorted()
                .toArray();
        return sums[sums.length / 2];
    }

    private static long seconds(long since) {
        return Math.round((System.nanoTime() - since) / 1e9);
    }
}
