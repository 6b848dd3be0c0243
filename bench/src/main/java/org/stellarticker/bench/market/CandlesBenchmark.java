package org.stellarticker.bench.market;

import static org.stellarticker.bench.Result.rounded;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.bench.Benchmark;
import org.stellarticker.bench.Result;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.bench.ScratchPostgres;
import org.stellarticker.bench.Workbench;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;

/**
 * Makes candles of a minute, an hour and a day, with both sets of prices, of all trades of 2,600 markets, as after a backfill.
 * The scale counts trades.
 */
public final class CandlesBenchmark implements Benchmark {

    public static final String NAME = "candles";

    private static final Logger log = LoggerFactory.getLogger(CandlesBenchmark.class);

    private static final long SEED = 20_251_031;
    private static final double GOAL = 45_000;

    /** One statement for the candles of a minute alone, over all trades at once: no marks, no batches, no second set. */
    private static final String BASELINE = """
            create table legacy_candle as
            select trade_pair_id, date_trunc('minute', ledger_close_time) as open_time,
                sum(base_amount) as base_volume, sum(counter_amount) as counter_volume, count(*) as trade_count,
                (array_agg(price_n::float8 / price_d order by toid, trade_index))[1] as open,
                max(price_n::float8 / price_d) as high, min(price_n::float8 / price_d) as low,
                (array_agg(price_n::float8 / price_d order by toid desc, trade_index desc))[1] as close
            from trade
            group by 1, 2
            """;

    @Override
    public Result run(Workbench workbench) throws IOException, SQLException, InterruptedException {
        try (var postgres = ScratchPostgres.start(workbench.folder())) {
            return measure(postgres.ready(), workbench);
        }
    }

    private static Result measure(DatabaseAddress address, Workbench workbench) throws IOException, SQLException {
        var markets = new GeneratedMarkets(new Random(SEED));
        var history = new GeneratedTrades(markets, new Random(SEED + 1), workbench.scale(), GeneratedTrades.BEGIN);
        var detail = new LinkedHashMap<String, Object>();
        try (var database = Database.open(address, "bench");
                var ours = new ProductTicker(database, workbench.folder().resolve("markets.json"))) {
            var raw = new RawTrades(address, database);
            raw.execute(LegacyTicker.tables());
            raw.listMarkets(markets, history.begin());
            long trades = raw.storeHistory(history);
            raw.markAll();
            raw.execute("vacuum (analyze)");
            raw.execute("checkpoint");
            long begin = System.nanoTime();
            long minutes = ours.makeCandles();
            double seconds = (System.nanoTime() - begin) / 1e9;
            begin = System.nanoTime();
            raw.execute(BASELINE);
            double baseline = (System.nanoTime() - begin) / 1e9;
            log.info("{} market-minutes of {} trades: {} s", minutes, trades, rounded(seconds));
            detail.put("trades", trades);
            detail.put("pairs", GeneratedMarkets.MARKETS);
            detail.put("market_minutes", minutes);
            detail.put("seconds", rounded(seconds));
            double rate = Math.rint(trades / seconds);
            return new Result(
                    NAME,
                    rate,
                    "trades/s",
                    rate,
                    Math.rint(trades / baseline),
                    "trades/s of one statement for the candles of a minute, without exact prices, marks and batches",
                    List.of(Goal.atLeast(GOAL, "candles of three intervals, both sets of prices", rate, "trades/s")),
                    detail);
        }
    }
}
