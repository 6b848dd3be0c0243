package org.stellarticker.bench.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.bench.market.LegacyTicker.Best;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;

/**
 * Trades of 2,600 markets in seven and a half days that end now, stored for the product, with all candles, and for the legacy
 * ticker.
 */
public final class MarketHistory {

    private static final Logger log = LoggerFactory.getLogger(MarketHistory.class);

    private static final long SEED = 20_251_031;

    private final LegacyTicker legacy;
    private final List<TradePair> pairs;
    private final long trades;

    private MarketHistory(LegacyTicker legacy, List<TradePair> pairs, long trades) {
        this.legacy = legacy;
        this.pairs = pairs;
        this.trades = trades;
    }

    /**
     * Generates and stores it.
     *
     * @param address of a database with the product's schema and no rows
     * @param folder for files of its own
     */
    public static MarketHistory load(DatabaseAddress address, int scale, Path folder) throws SQLException {
        var markets = new GeneratedMarkets(new Random(SEED));
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var history = new GeneratedTrades(markets, new Random(SEED + 1), scale, end.minus(GeneratedTrades.HISTORY));
        long begin = System.nanoTime();
        try (var database = Database.open(address, "bench");
                var ours = new ProductTicker(database, folder.resolve("markets.json"))) {
            var raw = new RawTrades(address, database);
            raw.execute(LegacyTicker.tables());
            raw.listMarkets(markets, end);
            long trades = raw.storeHistory(history);
            raw.execute(LegacyTicker.indexes());
            raw.markAll();
            ours.makeCandles();
            raw.execute("vacuum (analyze)");
            raw.execute("checkpoint");
            log.info(
                    "{} trades stored and made into candles: {} s",
                    trades,
                    (System.nanoTime() - begin) / 1_000_000_000);
            return new MarketHistory(new LegacyTicker(address), markets.pairs(), trades);
        }
    }

    public long trades() {
        return trades;
    }

    /** Returns the markets, the busiest first, normalised. */
    public List<TradePair> pairs() {
        return pairs;
    }

    /**
     * The legacy server's query of {@code markets}.
     *
     * @param milliseconds of the best of several runs
     * @param valuesCompared how many values of our answer were equal
     */
    public record Legacy(double milliseconds, int valuesCompared) {}

    /**
     * Measures the legacy server's query, and compares its values with our answer's.
     *
     * @param markets the rows of our answer
     * @throws IllegalStateException when a value differs
     */
    public Legacy compareMarkets(JsonNode markets) throws SQLException {
        Instant after = Instant.parse(markets.get(0).get("intervalStart").asText());
        Best best = legacy.measureMarkets(after, "true");
        return new Legacy(best.milliseconds(), Answers.compare(markets, "tradePair", best.values()));
    }

    /** Returns the milliseconds of the legacy server's query of one market in the last 24 hours. */
    public double legacyMarketMillis(TradePair pair) throws SQLException {
        String filter = is("base", pair.base()) + " and " + is("counter", pair.counter());
        return legacy.measureMarkets(Instant.now().minus(1, ChronoUnit.DAYS), filter)
                .milliseconds();
    }

    private static String is(String table, Asset asset) {
        return "(%s.code, %s.issuer) = ('%s', '%s')".formatted(table, table, asset.code(), asset.issuer());
    }
}
