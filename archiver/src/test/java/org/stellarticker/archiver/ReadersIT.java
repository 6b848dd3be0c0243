package org.stellarticker.archiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.core.process.PythonPackages;
import org.stellarticker.daemon.Progress;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.archive.FinishedDays;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.Trades;
import org.stellarticker.objectstore.ObjectStore;
import org.stellarticker.objectstore.StoreAddress;

/** Others read the archive as it is, and compute its hash from Horizon's records by the documented lines. */
class ReadersIT {

    private static final int DAYS = 2;
    private static final Path PACKAGES = Path.of("target/python").toAbsolutePath();
    private static final Path DOCUMENT = Path.of("../docs/archive.md").toAbsolutePath();
    private static final Pattern PYTHON = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static List<Trade> trades = List.of();
    private static String hashOfFirst = "";

    @BeforeAll
    static void archive() {
        var days = new FinishedDays(db);
        trades = new ArrayList<>();
        var archive = new Archive(ObjectStore.open(new StoreAddress.Folder(folder.resolve("archive"))));
        var parquet = new ParquetProcess(folder.resolve("work"), ParquetProcess.MEMORY, ParquetProcess.LONG);
        var archiver =
                new DayArchiver(days.database, days.database.leadership("archiver"), archive, parquet, days.clock);
        for (int i = 0; i < DAYS; i++) {
            LocalDate day = FinishedDays.FIRST.plusDays(i);
            if (i == 0) {
                Trade ofPool = Trades.aPoolTrade(900, 0, org.stellarticker.db.archive.ArchivedDayStore.begin(day));
                days.store(List.of(ofPool), TradeSource.PAGE);
                trades.add(ofPool);
            }
            trades.addAll(days.finish(day, 2000));
            String hash = archiver.archive(day, new Progress("days", days.clock))
                    .orElseThrow()
                    .tradeSetHash();
            hashOfFirst = i == 0 ? hash : hashOfFirst;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "pyarrow", "pandas", "polars"})
    void readersOfOthersGiveTheSameSums(String reader) throws Exception {
        install("duckdb", "pyarrow", "pandas", "polars");
        String sums = python("""
                import sys
                root, reader = sys.argv[1], sys.argv[2]
                if reader == "duckdb":
                    import duckdb
                    rows = duckdb.sql("select market, base_amount, counter_amount, price_n, price_d, cast(day as varchar) as day"
                        " from read_parquet('%s/trades/*/*.parquet', hive_partitioning = true)" % root).fetchall()
                elif reader == "pyarrow":
                    import pyarrow.dataset as ds
                    table = ds.dataset(root + "/trades", partitioning="hive").to_table()
                    assert str(table.schema.field("base_amount").type) == "int64"
                    assert str(table.schema.field("ledger_close_time").type) == "timestamp[us, tz=UTC]"
                    names = ["market", "base_amount", "counter_amount", "price_n", "price_d", "day"]
                    rows = list(zip(*(table.column(name).to_pylist() for name in names)))
                    candles = ds.dataset(root + "/candles_1m", partitioning="hive").to_table()
                    assert str(candles.schema.field("base_volume").type) == "decimal128(38, 0)"
                elif reader == "pandas":
                    import pandas
                    frame = pandas.read_parquet(root + "/trades")
                    rows = list(frame[["market", "base_amount", "counter_amount", "price_n", "price_d", "day"]].itertuples(index=False))
                else:
                    import polars
                    frame = polars.scan_parquet(root + "/trades/*/*.parquet", hive_partitioning=True).collect()
                    rows = frame.select("market", "base_amount", "counter_amount", "price_n", "price_d", "day").rows()
                print(len(rows), sum(int(r[1]) for r in rows), sum(int(r[2]) for r in rows), sum(int(r[3]) for r in rows),
                    len({r[0] for r in rows}), sorted({str(r[5])[:10] for r in rows}))
                """, reader);

        assertThat(sums).isEqualTo(truth());
    }

    @Test
    @Tag("long")
    @Tag("archive")
    void sparkGivesTheSameSums() throws Exception {
        install("pyspark");
        String sums = python("""
                import sys
                from pyspark.sql import SparkSession
                spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
                rows = spark.read.parquet(sys.argv[1] + "/trades").select(
                    "market", "base_amount", "counter_amount", "price_n", "price_d", "day").collect()
                print(len(rows), sum(r[1] for r in rows), sum(r[2] for r in rows), sum(r[3] for r in rows),
                    len({r[0] for r in rows}), sorted({str(r[5])[:10] for r in rows}))
                """, "spark");

        assertThat(sums).isEqualTo(truth());
    }

    @Test
    void theDocumentedLinesComputeTheHashFromHorizonsRecords() throws Exception {
        Matcher block = PYTHON.matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).isTrue();
        var records = new ArrayList<String>();
        boolean turned = false;
        for (Trade trade : trades) {
            if (LocalDate.ofInstant(trade.ledgerCloseTime(), java.time.ZoneOffset.UTC)
                    .equals(FinishedDays.FIRST)) {
                // Horizon gives a trade in any direction.
                records.add(record(turned ? trade.turned() : trade));
                turned = !turned;
            }
        }
        Path file = Files.writeString(folder.resolve("records.json"), "[" + String.join(",\n", records) + "]");

        String found = python(block.group(1) + """

                import json, sys
                print(trade_set_hash(json.load(open(sys.argv[2]))))
                """, file.toString());

        assertThat(found).isEqualTo(hashOfFirst);
    }

    private static String truth() {
        BigInteger base = BigInteger.ZERO;
        BigInteger counter = BigInteger.ZERO;
        BigInteger numerators = BigInteger.ZERO;
        for (Trade given : trades) {
            Trade trade = given.normalised();
            base = base.add(BigInteger.valueOf(trade.base().amount().stroops()));
            counter = counter.add(BigInteger.valueOf(trade.counter().amount().stroops()));
            numerators = numerators.add(BigInteger.valueOf(trade.price().n()));
        }
        long markets = trades.stream()
                .map(trade -> trade.normalised().pair())
                .distinct()
                .count();
        return "%d %s %s %s %d ['2026-03-01', '2026-03-02']"
                .formatted(trades.size(), base, counter, numerators, markets);
    }

    /** A record as Horizon gives it. */
    private static String record(Trade trade) {
        var members = new ArrayList<String>();
        members.add("\"paging_token\": \"" + trade.id() + "\"");
        members.add("\"ledger_close_time\": \"" + trade.ledgerCloseTime() + "\"");
        members.add("\"base_is_seller\": " + trade.baseIsSeller());
        members.add("\"price\": {\"n\": \"%d\", \"d\": \"%d\"}"
                .formatted(trade.price().n(), trade.price().d()));
        side(members, "base", trade.base());
        side(members, "counter", trade.counter());
        return "{" + String.join(", ", members) + "}";
    }

    private static void side(List<String> members, String name, TradeSide side) {
        Asset asset = side.asset();
        long stroops = side.amount().stroops();
        members.add("\"%s_asset_type\": \"%s\"".formatted(name, asset.type()));
        if (!asset.type().equals("native")) {
            members.add("\"%s_asset_code\": \"%s\"".formatted(name, asset.code()));
            members.add("\"%s_asset_issuer\": \"%s\"".formatted(name, asset.issuer()));
        }
        members.add("\"%s_amount\": \"%d.%07d\"".formatted(name, stroops / 10_000_000, stroops % 10_000_000));
        switch (side.party()) {
            case OfferParty offer ->
                members.add(
                        "\"%s_account\": \"%s\"".formatted(name, offer.account().value()));
            case PoolParty pool -> members.add("\"%s_liquidity_pool_id\": \"%s\"".formatted(name, pool.poolId()));
        }
    }

    /** Installs packages once, below target. Where the registry does not answer, the test is skipped. */
    private static void install(String... packages) throws IOException, InterruptedException {
        for (String name : packages) {
            PythonPackages.install(PACKAGES, name);
        }
    }

    private static String python(String script, String argument) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                "python3", "-c", script, folder.resolve("archive").toString(), argument);
        builder.environment().put("PYTHONPATH", PACKAGES.toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }
}
