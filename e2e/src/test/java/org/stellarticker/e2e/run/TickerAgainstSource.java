package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.e2e.oracle.OracleCandle;

/** Compares what the ticker has of a source that has come to its end with that source's own trades. */
final class TickerAgainstSource {

    private final ObjectMapper json = new ObjectMapper();
    private final RunningTicker ticker;

    TickerAgainstSource(RunningTicker ticker) {
        this.ticker = ticker;
    }

    /** Waits until the source has no further trade, and the ticker has taken and summed all of them. */
    void awaitTheEndOfTrading() throws Exception {
        String newest = new PlayedTrades(ticker).awaitTheLast(Duration.ofMinutes(10));
        try (var database = ticker.database()) {
            await("all is stored and summed")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> database.snapshot(tx -> tx.get(
                            "select exists (select from trade where toid || '-' || trade_index = ?)"
                                    + " and not exists (select from change_mark)"
                                    + " and not exists (select from backfill where completed_at is null)",
                            row -> row.getBoolean(1),
                            newest)));
            Instant summed = Instant.now();
            await("the file shows it")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> generatedAt(markets()).isAfter(summed));
        }
    }

    /** The database has each trade once, as it is, rejected none, and has the candles that follow from them. */
    void checkDatabase(List<Trade> source) throws IOException {
        try (var database = ticker.database()) {
            var stored = database.snapshot(tx -> new TradeStore(database).list(tx, Instant.EPOCH, Instant.now()));
            assertThat(TradeDifferences.between(
                            stored, source.stream().map(Trade::normalised).toList()))
                    .isEmpty();
            assertThat(database.<Long>snapshot(
                            tx -> tx.get("select count(*) from rejected_trade", row -> row.getLong(1))))
                    .isZero();
            for (var interval : StoredCandles.INTERVALS.entrySet()) {
                assertThat(StoredCandles.of(database, interval.getKey()))
                        .as(interval.getKey())
                        .containsExactlyInAnyOrderEntriesOf(OracleCandle.of(source, interval.getValue()));
            }
        }
    }

    JsonNode markets() throws Exception {
        return json.readTree(ticker.get("/markets.json").body());
    }

    static Instant generatedAt(JsonNode markets) {
        return Instant.ofEpochMilli(markets.get("generated_at").asLong());
    }

    /** The pair of the file has the values. */
    static void assertShows(JsonNode pair, Map<String, BigDecimal> expected) {
        expected.forEach((member, value) -> {
            double difference = Math.abs(pair.get(member).asDouble() - value.doubleValue());
            assertThat(difference)
                    .as(pair.get("name").asText() + " " + member)
                    .isLessThanOrEqualTo(1e-12 * Math.max(1, Math.abs(value.doubleValue())));
        });
    }
}
