package org.stellarticker.bench.market;

import static org.stellarticker.bench.Result.rounded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.bench.Benchmark;
import org.stellarticker.bench.Deadline;
import org.stellarticker.bench.Result;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.bench.RunningProgram;
import org.stellarticker.bench.ScratchPostgres;
import org.stellarticker.bench.Workbench;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.archive.DaySource;

/**
 * Archives one day of 2,600 markets: trades, candles of a minute and audit, written, read back and compared. The scale counts
 * trades.
 */
public final class ArchiveBenchmark implements Benchmark {

    public static final String NAME = "archive";

    private static final Logger log = LoggerFactory.getLogger(ArchiveBenchmark.class);

    private static final long SEED = 20_261_129;
    private static final LocalDate DAY = LocalDate.parse("2026-08-20");

    /** Two million trades in two minutes. */
    private static final double GOAL = 2_000_000 / 120.0;

    private static final double MOST_MEMORY = 512;

    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Override
    public Result run(Workbench workbench) throws Exception {
        try (var postgres = ScratchPostgres.start(workbench.folder())) {
            DatabaseAddress address = postgres.ready();
            try (var database = Database.open(address, "bench")) {
                prepare(address, database, workbench);
                double baseline = copyOnly(database);
                return measure(database, workbench, baseline);
            }
        }
    }

    /** Stores a history and moves all of it into one day, which is complete, audited and in the candles. */
    private static void prepare(DatabaseAddress address, Database database, Workbench workbench)
            throws IOException, SQLException {
        var markets = new GeneratedMarkets(new Random(SEED));
        var history = new GeneratedTrades(markets, new Random(SEED + 1), workbench.scale(), GeneratedTrades.BEGIN);
        var raw = new RawTrades(address, database);
        raw.execute(LegacyTicker.tables());
        raw.listMarkets(markets, history.begin());
        raw.storeHistory(history);
        String columns =
                "toid, base_amount, counter_amount, price_n, price_d, base_offer_id, counter_offer_id, stored_at,"
                        + " trade_index, trade_pair_id, pool_fee_bp, base_is_seller, ingested_from, base_account, counter_account,"
                        + " liquidity_pool_id";
        raw.execute("select ensure_trade_partition('" + DAY + "')");
        raw.execute("insert into trade (ledger_close_time, " + columns + ") select timestamptz '" + DAY + " 00:00Z'"
                + " + floor(extract(epoch from ledger_close_time - timestamptz '" + history.begin()
                + "') / 7.6) * interval '1 s', "
                + columns + " from trade");
        raw.execute("""
                insert into change_mark (minute, trade_pair_id)
                select distinct date_bin('1 minute', ledger_close_time, timestamptz 'epoch'), trade_pair_id
                from trade
                where ledger_close_time >= '%s 00:00Z'
                """.formatted(DAY));
        try (var ours = new ProductTicker(database, workbench.folder().resolve("markets.json"))) {
            ours.makeCandles();
        }
        raw.execute("""
                insert into ledger values (2000000000, '%1$s'), (2000000001, '%1$s');
                insert into stream_cursor (stream, paging_token) values ('trades', (2000000001::bigint << 32) || '-0');
                insert into backfill (upper_token, next_token, lower_at, reached_at, completed_at)
                values ('1', '1', '%2$s', '%2$s', now());
                insert into audit_window (hour, state, decided_at)
                select hour, 'agreed', now()
                from generate_series(timestamptz '%2$s', timestamptz '%1$s' - interval '1 hour', interval '1 hour') as hour
                on conflict (hour) do update set state = 'agreed'
                """.formatted(ArchivedDayStore.end(DAY), ArchivedDayStore.begin(DAY)));
        raw.execute("vacuum (analyze)");
        raw.execute("checkpoint");
    }

    /** PostgreSQL's own sorted copies of the same rows, which nobody reads. */
    private static double copyOnly(Database database) {
        long begin = System.nanoTime();
        database.snapshot(tx -> {
            var source = new DaySource(tx, DAY);
            source.copyTrades(OutputStream.nullOutputStream());
            source.copyCandles(OutputStream.nullOutputStream());
            return true;
        });
        return (System.nanoTime() - begin) / 1e9;
    }

    private static Result measure(Database database, Workbench workbench, double baseline) throws Exception {
        Path state = workbench.folder();
        long begin = System.nanoTime();
        var peak = new DoubleAccumulator(Math::max, 0);
        try (var archiver = RunningProgram.start(
                "archiver",
                state,
                Map.of("ARCHIVE_URL", state.resolve("archive").toString(), "ARCHIVE_INTERVAL", "1s"))) {
            Deadline.in(LIMIT, "the day is archived").await(() -> {
                archiver.check();
                peak.accumulate(memory(archiver.family()));
                return find(database).isPresent();
            });
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        ArchivedDay day = find(database).orElseThrow();
        long trades = Files.size(state.resolve("archive/trades/day=" + DAY + "/trades.parquet"));
        log.info("{} trades and {} candles: {} s", day.trades(), day.state().candles(), rounded(seconds));
        var detail = new LinkedHashMap<String, Object>();
        detail.put("trades", day.trades());
        detail.put("candles", day.state().candles());
        detail.put("seconds", rounded(seconds));
        detail.put("copy_seconds", rounded(baseline));
        detail.put("bytes_a_trade", rounded((double) trades / day.trades()));
        detail.put("peak_mib", rounded(peak.get()));
        double rate = Math.rint(day.trades() / seconds);
        return new Result(
                NAME,
                rate,
                "trades/s",
                rate,
                Math.rint(day.trades() / baseline),
                "trades/s of PostgreSQL's own sorted copy of the same rows to nowhere",
                List.of(
                        Goal.atLeast(GOAL, "a day, from the program's start, read back and compared", rate, "trades/s"),
                        Goal.atMost(
                                MOST_MEMORY,
                                "resident memory of the program and its processes",
                                rounded(peak.get()),
                                "MiB")),
                detail);
    }

    private static Optional<ArchivedDay> find(Database database) {
        return database.snapshot(tx -> new ArchivedDayStore().find(tx, DAY));
    }

    /** Returns the resident memory of processes, in MiB; one that has ended has none. */
    private static double memory(Stream<Long> processes) {
        return processes.mapToDouble(ArchiveBenchmark::memory).sum();
    }

    private static double memory(long process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException ended) {
            return 0;
        }
    }
}
