package org.stellarticker.bench.market;

import static org.stellarticker.bench.Result.rounded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final double GOAL = 400;

    private static final double GOAL_COMPRESSED = 250;
    private static final double GOAL_FROM_NOTHING = 50;
    private static final double GOAL_DATABASE = 30;

    /** How much longer than the libraries' a compressed form may be. */
    private static final double GOAL_SIZE = 1.1;

    private static final double TRADES_OF_GOAL = 7_000_000;

    private static final int LEDGERS_A_MINUTE = 12;
    private static final int TRADES_A_FILE = 100;
    private static final int WARM_UP = 60;
    private static final int FILES = 60;
    private static final int MINUTES = 20;
    private static final int FROM_NOTHING = 5;

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
        var history = new GeneratedTrades(markets, new Random(SEED + 1), scale, GeneratedTrades.BEGIN);
        var detail = new LinkedHashMap<String, Object>();
        try (var database = Database.open(address, "bench");
                var ours = new ProductTicker(database, folder.resolve("markets.json"))) {
            var raw = new RawTrades(address, database);
            detail.put("trades", load(raw, markets, history));
            detail.put("pairs", GeneratedMarkets.MARKETS);
            build(raw, ours, history.now(), detail);
            int ledgersAFile = Math.max(1, Math.ceilDiv(TRADES_A_FILE, history.tradesALedger()));
            detail.put("ledgers_a_file", ledgersAFile);
            follow(raw, ours, history, WARM_UP, ledgersAFile);
            var ledgers = follow(raw, ours, history, FILES, ledgersAFile);
            var minutes = follow(raw, ours, history, MINUTES, LEDGERS_A_MINUTE);
            detail.put("from_nothing_ms", rounded(fromNothing(ours)));
            detail.put("gzip_of_library", rounded(CompressedSizes.gzip(ours.file(), ours.size(".gz"))));
            detail.put("brotli_of_library", rounded(CompressedSizes.brotli(ours.file(), ours.size(".br"))));
            detail.put("bytes", Files.size(ours.file()));
            detail.put("gzip_bytes", ours.size(".gz"));
            detail.put("brotli_bytes", ours.size(".br"));
            List<Measured> legacy = measureLegacy(new LegacyTicker(address), ours.generatedAt());
            detail.put("values_compared", compare(ours, legacy));
            detail.put("product_tables_mib", raw.mebibytes("^(trade|candle|market|ledger)"));
            detail.put("legacy_table_mib", raw.mebibytes("^legacy_trade"));
            return result(minutes, ledgers, legacy, scale, detail);
        }
    }

    private static long load(RawTrades raw, GeneratedMarkets markets, GeneratedTrades history) throws SQLException {
        long begin = System.nanoTime();
        raw.execute(LegacyTicker.tables());
        raw.listMarkets(markets, history.begin());
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

    /** Returns the median of making all from candles. */
    private static double fromNothing(ProductTicker ours) throws IOException {
        var took = new double[FROM_NOTHING];
        for (int i = 0; i < FROM_NOTHING; i++) {
            took[i] = ours.refreshFromNothing();
        }
        Arrays.sort(took);
        return took[FROM_NOTHING / 2];
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
        double minute = median(minutes, Part.ALL);
        double plain = median(ledgers, Part.PLAIN);
        double all = median(ledgers, Part.ALL);
        double asWritten = best(legacy, form -> form.form().isAsWritten());
        double bestOfAll = best(legacy, _ -> true);
        double share = scale / TRADES_OF_GOAL;
        detail.put("a_file_a_minute_x", rounded(asWritten / minute));
        detail.put("ledger_all_ms", rounded(all));
        return new Result(
                NAME,
                rounded(asWritten / plain),
                "x",
                rounded(plain),
                rounded(asWritten),
                "ms of the legacy ticker's one query over all raw trades, against ms from 100 committed trades to the plain"
                        + " file",
                List.of(
                        Goal.atLeast(rounded(GOAL * share), "to the plain file", rounded(asWritten / plain), "x"),
                        Goal.atLeast(
                                rounded(GOAL_COMPRESSED * share),
                                "to the compressed files",
                                rounded(asWritten / all),
                                "x"),
                        Goal.atLeast(
                                rounded(GOAL_FROM_NOTHING * share),
                                "all from candles, from nothing",
                                rounded(asWritten / number(detail, "from_nothing_ms")),
                                "x"),
                        Goal.atMost(
                                GOAL_DATABASE,
                                "database time of a refresh, rendering included",
                                rounded(median(ledgers, Part.DATABASE)),
                                "ms"),
                        Goal.atLeast(1, "against the best query that we could write", rounded(bestOfAll / plain), "x"),
                        Goal.atMost(GOAL_SIZE, "gzip, of the library's size", number(detail, "gzip_of_library"), "x"),
                        Goal.atMost(
                                GOAL_SIZE, "brotli, of the library's size", number(detail, "brotli_of_library"), "x")),
                detail);
    }

    private static double number(Map<String, Object> detail, String name) {
        return ((Number) Objects.requireNonNull(detail.get(name))).doubleValue();
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
