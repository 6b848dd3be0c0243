package org.stellarticker.graphqlserver.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.graphqlserver.ChartData.MIDNIGHT;
import static org.stellarticker.graphqlserver.ChartData.NOW;
import static org.stellarticker.http.TestApi.members;
import static org.stellarticker.http.TestApi.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.graphqlserver.ChartData;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.TestApi;
import org.stellarticker.marketdata.listing.QuotedMarkets;

/** Asks as Binance's clients do. */
class BinanceIT {

    private static final String V3 = "/binance/api/v3";
    private static final String EURT = EUR.code() + "." + EUR.issuer() + "_XLM";
    private static final Duration BOOK_MAX_AGE = Duration.ofHours(1);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        ChartData.store(db);
        api = serve(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static TestApi serve(Clock clock) throws Exception {
        var live = new LiveDatabase(db.database(), clock);
        var markets = new QuotedMarkets(live::snapshot, clock, ChartData.REFERENCES, BOOK_MAX_AGE);
        return TestApi.start(
                folder, new BinanceRoutes(live, clock, markets, ChartData.REFERENCES, BOOK_MAX_AGE)::addTo);
    }

    @AfterAll
    static void end() throws IOException {
        api.close();
    }

    @Test
    void exchangeInfoNamesTheMarketsInTheDirectionOfTheirQuote() throws IOException {
        JsonNode info = api.get(V3 + "/exchangeInfo");

        assertThat(info.get("serverTime").asLong()).isEqualTo(NOW.toEpochMilli());
        assertThat(texts(info.get("symbols"), "symbol")).containsExactlyInAnyOrder("XLMUSD", EURT);
        JsonNode one = api.get(V3 + "/exchangeInfo?symbol=XLMUSD").at("/symbols/0");
        assertThat(members(one, "symbol", "status", "baseAsset", "quoteAsset", "baseAssetPrecision"))
                .isEqualTo("XLMUSD TRADING XLM USD 7");
        assertThat(one.at("/filters/0/stepSize").asText()).isEqualTo("0.0000001");
        JsonNode some = api.get(V3 + "/exchangeInfo?symbols=%5B%22" + EURT + "%22%5D");
        assertThat(members(some.at("/symbols/0"), "baseAsset", "quoteAsset"))
                .isEqualTo(EUR.code() + "." + EUR.issuer() + " XLM");
    }

    @Test
    void klinesGiveEachMinuteOnceAscendingWithoutThoseThatHaveNoPrice() throws IOException {
        JsonNode klines = api.get(V3 + "/klines?symbol=XLMUSD&interval=1m");

        assertThat(opens(klines))
                .containsExactly(MIDNIGHT.minus(Duration.ofHours(30)), MIDNIGHT.minusSeconds(60), MIDNIGHT);
        // The trade of nothing counts, and its price of 9 does not.
        assertThat(klines.get(2).toString())
                .isEqualTo("[" + MIDNIGHT.toEpochMilli() + ",\"0.5\",\"0.75\",\"0.5\",\"0.75\",\"4\","
                        + (MIDNIGHT.toEpochMilli() + 59_999) + ",\"2.5\",3,null,null,\"0\"]");
        assertThat(api.get(V3 + "/klines?symbol=" + EURT + "&interval=1d")
                        .get(0)
                        .get(4)
                        .asText())
                .isEqualTo("0.000000001");
    }

    @Test
    void theEndOfKlinesIsInclusiveAndTheirBeginCounts() throws IOException {
        String minutes = V3 + "/klines?symbol=XLMUSD&interval=1m&";
        long midnight = MIDNIGHT.toEpochMilli();

        assertThat(opens(api.get(minutes + "startTime=" + (midnight - 60_000) + "&endTime=" + midnight)))
                .containsExactly(MIDNIGHT.minusSeconds(60), MIDNIGHT);
        assertThat(opens(api.get(minutes + "startTime=" + (midnight - 60_000) + "&endTime=" + (midnight - 1))))
                .containsExactly(MIDNIGHT.minusSeconds(60));
        assertThat(opens(api.get(minutes + "limit=1"))).as("the newest").containsExactly(MIDNIGHT);
        assertThat(opens(api.get(minutes + "limit=1&startTime=0")))
                .as("the oldest")
                .containsExactly(MIDNIGHT.minus(Duration.ofHours(30)));
        assertThat(api.get(minutes + "startTime=" + midnight + "&endTime=1000")).isEmpty();
        assertThat(api.get(minutes + "startTime=" + (midnight + 60_000))).isEmpty();
    }

    @Test
    void restHasTheSameKlinesInEitherDirection() throws IOException {
        String pair = "/api/v1/klines?interval=1m&base=native&counter=" + USD.key();

        assertThat(api.get(pair)).isEqualTo(api.get(V3 + "/klines?symbol=XLMUSD&interval=1m"));
        assertThat(opens(api.get(pair + "&from=2026-02-28T23:59:00Z&to=2026-03-01T00:00:00Z")))
                .as("the end is exclusive")
                .containsExactly(MIDNIGHT.minusSeconds(60));
        JsonNode turned = api.get("/api/v1/klines?interval=1m&counter=native&base=" + USD.key());
        assertThat(turned.get(2).toString()).contains("\"2\",\"2\",\"1.3333333333333333333\",");
        assertThat(error("/api/v1/klines?base=XLM&counter=XLM&interval=2m&limit=1001&from=2000&to=1000"))
                .contains("interval", "counter");
    }

    private static List<Instant> opens(JsonNode klines) {
        var opens = new ArrayList<Instant>();
        klines.forEach(kline -> opens.add(Instant.ofEpochMilli(kline.get(0).asLong())));
        return opens;
    }

    @Test
    void theTickerOfADayIsWithoutDust() throws IOException {
        JsonNode day = api.get(V3 + "/ticker/24hr?symbol=XLMUSD");

        assertThat(members(day, "symbol", "openPrice", "highPrice", "lowPrice", "lastPrice", "priceChange"))
                .isEqualTo("XLMUSD 0.25 0.75 0.25 0.75 0.5");
        assertThat(members(day, "priceChangePercent", "weightedAvgPrice", "volume", "quoteVolume", "count"))
                .isEqualTo("200 0.5 6 3 5");
        assertThat(members(day, "bidPrice", "bidQty", "askPrice", "askQty")).isEqualTo("0.5 20 0.625 3");
        assertThat(members(day, "openTime", "closeTime"))
                .isEqualTo(NOW.minus(Duration.ofHours(24)).toEpochMilli() + " " + NOW.toEpochMilli());
        assertThat(members(day, "firstId", "lastId")).isEqualTo("335610368 536936960");
        assertThat(api.get(V3 + "/ticker/24hr?symbol=XLMUSD&type=MINI").has("bidPrice"))
                .isFalse();
    }

    @Test
    void tickersOfAllOrSomeMarketsAreLists() throws IOException {
        assertThat(texts(api.get(V3 + "/ticker/24hr"), "symbol")).containsExactlyInAnyOrder("XLMUSD", EURT);
        assertThat(api.get(V3 + "/ticker/price?symbols=%5B%22" + EURT + "%22%5D")
                        .toString())
                .isEqualTo("[{\"symbol\":\"" + EURT + "\",\"price\":\"0.000000001\"}]");
        assertThat(members(api.get(V3 + "/ticker/price?symbol=XLMUSD"), "price"))
                .isEqualTo("0.75");
        assertThat(api.get(V3 + "/ticker/bookTicker?symbol=XLMUSD").toString())
                .isEqualTo(
                        "{\"symbol\":\"XLMUSD\",\"bidPrice\":\"0.5\",\"bidQty\":\"20\",\"askPrice\":\"0.625\",\"askQty\":\"3\"}");
        assertThat(members(api.get(V3 + "/ticker/bookTicker?symbol=" + EURT), "bidPrice", "bidQty", "askPrice"))
                .as("no book")
                .isEqualTo("0 0 0");
    }

    @Test
    void theAverageIsThatOfFiveMinutesElseTheLastPrice() throws Exception {
        assertThat(members(api.get(V3 + "/avgPrice?symbol=XLMUSD"), "mins", "price", "closeTime"))
                .isEqualTo("5 0.5 " + MIDNIGHT.plusSeconds(61).toEpochMilli());
        try (var later = serve(Clock.fixed(NOW.plusSeconds(600), ZoneOffset.UTC))) {
            assertThat(members(later.get(V3 + "/avgPrice?symbol=XLMUSD"), "price"))
                    .isEqualTo("0.75");
        }
    }

    @Test
    void tradesAreTheNewestOldestFirst() throws IOException {
        JsonNode trades = api.get(V3 + "/trades?symbol=XLMUSD&limit=3");

        assertThat(texts(trades, "price")).containsExactly("0.75", "9", "9");
        assertThat(members(trades.get(0), "qty", "quoteQty", "time", "isBuyerMaker", "isBestMatch"))
                .isEqualTo("2 1.5 " + MIDNIGHT.toEpochMilli() + " false true");
        assertThat(trades.get(0).get("id").isIntegralNumber()).isTrue();
        assertThat(texts(trades, "id")).isSorted().doesNotHaveDuplicates();
        JsonNode aggregated = api.get(V3 + "/aggTrades?symbol=XLMUSD&startTime=" + (MIDNIGHT.toEpochMilli() - 1000)
                + "&endTime=" + MIDNIGHT.toEpochMilli());
        assertThat(texts(aggregated, "p")).as("the end is inclusive").containsExactly("0.25", "0.5", "0.75");
        assertThat(members(aggregated.get(2), "a", "f", "l", "m"))
                .startsWith(trades.get(0).get("id").asText());
    }

    @Test
    void depthHasAmountsOfBaseUnlessTheBookIsOld() throws Exception {
        assertThat(api.get(V3 + "/depth?symbol=XLMUSD&limit=1").toString())
                .isEqualTo("{\"lastUpdateId\":" + MIDNIGHT.toEpochMilli()
                        + ",\"bids\":[[\"0.5\",\"20\"]],\"asks\":[[\"0.625\",\"3\"]]}");
        assertThat(api.get(V3 + "/depth?symbol=XLMUSD").get("bids")).hasSize(2);
        try (var later = serve(Clock.fixed(NOW.plus(Duration.ofHours(2)), ZoneOffset.UTC))) {
            assertThat(later.get(V3 + "/depth?symbol=XLMUSD").get("bids")).isEmpty();
        }
    }

    @Test
    void timeAndPing() throws IOException {
        assertThat(api.get(V3 + "/ping").toString()).isEqualTo("{}");
        assertThat(api.get(V3 + "/time").toString()).isEqualTo("{\"serverTime\":" + NOW.toEpochMilli() + "}");
    }

    @Test
    void errorsHaveBinancesCodes() throws IOException {
        String invalid = "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}";
        for (String symbol :
                List.of("USDXLM", "XLMEURT", "nothing", "XLM_USD", "XLM_" + EURT, "XLM_NEW." + USD.issuer())) {
            assertThat(error(V3 + "/klines?interval=1m&symbol=" + symbol))
                    .as(symbol)
                    .isEqualTo(invalid);
            assertThat(error(V3 + "/ticker/price?symbol=" + symbol)).as(symbol).isEqualTo(invalid);
            assertThat(error(V3 + "/trades?symbol=" + symbol)).as(symbol).isEqualTo(invalid);
        }
        assertThat(error(V3 + "/klines?symbol=XLMUSD&interval=2m"))
                .isEqualTo("{\"code\":-1120,\"msg\":\"Invalid interval.\"}");
        assertThat(error(V3 + "/depth"))
                .isEqualTo("{\"code\":-1102,\"msg\":\"Mandatory parameter 'symbol' was not sent, was empty/null, or"
                        + " malformed.\"}");
        assertThat(error(V3 + "/trades?symbol=XLMUSD&limit=1001"))
                .isEqualTo("{\"code\":-1130,\"msg\":\"Data sent for parameter 'limit' is not valid: limit: expected a"
                        + " whole number from 1 to 1000, found \\\"1001\\\".\"}");
        assertThat(error(V3 + "/aggTrades?symbol=XLMUSD&fromId=1")).contains("-1130", "fromId");
        assertThat(error(V3 + "/ticker/24hr?symbols=%5B%5D")).contains("-1121");
        assertThat(error(V3 + "/ticker/24hr?type=HUGE")).contains("-1130", "FULL or MINI");
        assertThat(new ObjectMapper()
                        .readTree(api.send(V3 + "/account", Map.of()).body())
                        .get("code")
                        .asInt())
                .isEqualTo(-1000);
    }

    private static String error(String path) throws IOException {
        var answer = api.send(path, Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        return answer.body();
    }
}
