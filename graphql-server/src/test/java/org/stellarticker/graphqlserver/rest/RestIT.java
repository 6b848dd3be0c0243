package org.stellarticker.graphqlserver.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.market.Price;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.coverage.GapStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.graphqlserver.StoredMarket;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.stream.TestStreams;
import org.stellarticker.http.ApiServer;
import org.stellarticker.http.Http;
import org.stellarticker.http.Routes;
import org.stellarticker.http.TestListeners;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** Asks REST over the socket that nginx uses, about trades in a database. */
class RestIT {

    private static final Clock CLOCK = Clock.fixed(NOON.plusSeconds(10), ZoneOffset.UTC);
    private static final String MARKET_PATH = "/api/v1/markets/native/" + USD.key();

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static ApiServer server;
    private static Http api;

    @BeforeAll
    static void start() throws Exception {
        StoredMarket.store(db);
        server = serve("api.sock", db.database());
        api = Http.at(folder.resolve("api.sock"));
    }

    private static ApiServer serve(String socket, Database database) throws Exception {
        var live = new LiveDatabase(database, CLOCK);
        var routes = new Routes("there is nothing else");
        var snapshots = new SnapshotCache(live::snapshot, CLOCK);
        new RestRoutes(
                        new Health(live, folder, CLOCK, "7", Optional::empty),
                        snapshots,
                        TestStreams.hub(live, database),
                        live.limits())
                .addTo(routes);
        return ApiServer.start(
                TestListeners.of(folder.resolve(socket), 0), routes, new Routes(""), new SimpleMeterRegistry());
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
    }

    @Test
    void aMarketIsExactInTheDirectionThatIsAskedFor() throws IOException {
        JsonNode market = get(MARKET_PATH);

        assertThat(market.get("base").asText()).isEqualTo("native");
        assertThat(market.get("counter").asText()).isEqualTo(USD.key());
        assertThat(values(market, "open", "high", "low", "close", "change", "vwap", "base_volume", "counter_volume"))
                .isEqualTo("0.33333333333333333333 0.5 0.33333333333333333333 0.5 0.16666666666666666667 0.41666665 4"
                        + " 1.6666666");
        assertThat(values(market, "bid", "ask", "spread", "book_as_of"))
                .isEqualTo("0.33333333333333333333 0.4 0.066666666666666666667 2026-03-01T12:00:00Z");
        assertThat(market.get("trade_count").asInt()).isEqualTo(2);
        assertThat(values(market, "as_of", "last_trade_time")).isEqualTo("2026-03-01T12:00:10Z 2026-03-01T12:00:00Z");
        assertThat(market.get("pools").toString())
                .contains("\"base_reserve\":\"4\",\"counter_reserve\":\"1\",\"price\":\"0.25\"");
    }

    @Test
    void theOtherDirectionIsTheSameMarketTurned() throws IOException {
        JsonNode market = get("/api/v1/markets/" + USD.code() + "-" + USD.issuer() + "/XLM");

        assertThat(market.get("counter").asText()).isEqualTo("native");
        assertThat(values(market, "open", "high", "low", "close", "change", "base_volume", "counter_volume"))
                .isEqualTo("3 3 2 2 -1 1.6666666 4");
        assertThat(values(market, "bid", "ask", "spread")).isEqualTo("2.5 3 0.5");
        assertThat(market.at("/pools/0/price").asText()).isEqualTo("4");
    }

    @Test
    void candlesAreExactInEitherDirection() throws IOException {
        JsonNode hours = get("/api/v1/candles?base=native&counter=" + USD.key() + "&interval=1h");

        assertThat(hours.get("items")).hasSize(2);
        assertThat(hours.get("next_cursor").isNull()).isTrue();
        JsonNode first = hours.at("/items/0");
        assertThat(values(first, "open_time", "close_time", "open", "close", "base_volume", "counter_volume"))
                .isEqualTo("2026-03-01T10:00:00Z 2026-03-01T11:00:00Z 0.33333333333333333333 0.33333333333333333333 2"
                        + " 0.6666666");
        assertThat(values(first, "trade_count", "complete", "source", "dust_excluded", "served_from"))
                .isEqualTo("1 true trades true database");
        assertThat(hours.at("/items/1/complete").asBoolean())
                .as("an hour that goes on")
                .isFalse();
        JsonNode turned = get("/api/v1/candles?base=" + USD.key() + "&counter=XLM&interval=1h");
        assertThat(values(turned.at("/items/0"), "open", "vwap", "base_volume", "counter_volume"))
                .isEqualTo("3 3.00000030000003 0.6666666 2");
    }

    @Test
    void candlesGoOnFromTheCursorAndEmptyIntervalsAreFilled() throws IOException {
        String path = "/api/v1/candles?base=native&counter=" + USD.key() + "&interval=1h&from=2026-03-01T09:30:00Z";

        JsonNode first = get(path + "&limit=1");
        assertThat(values(first.at("/items/0"), "open_time")).isEqualTo("2026-03-01T10:00:00Z");
        JsonNode rest = get(path + "&limit=1&cursor=" + first.get("next_cursor").asText());
        assertThat(values(rest.at("/items/0"), "open_time")).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(rest.get("next_cursor").isNull()).isTrue();

        JsonNode filled = get(path + "&fill=true");
        assertThat(filled.get("items")).hasSize(3);
        JsonNode empty = filled.at("/items/1");
        assertThat(values(empty, "open_time", "base_volume", "trade_count")).isEqualTo("2026-03-01T11:00:00Z 0 0");
        assertThat(empty.get("open").isNull() && empty.get("vwap").isNull()).isTrue();
        JsonNode newest = get("/api/v1/candles?base=native&counter=" + USD.key() + "&interval=15m&fill=true&limit=9");
        assertThat(newest.get("items")).hasSize(9);
        assertThat(values(newest.at("/items/8"), "open_time", "trade_count")).isEqualTo("2026-03-01T12:00:00Z 1");
        assertThat(values(newest.at("/items/0"), "open_time", "trade_count")).isEqualTo("2026-03-01T10:00:00Z 1");
        assertThat(get("/api/v1/candles?base=native&counter=" + BTC.key() + "&interval=1M")
                        .get("items"))
                .isEmpty();
    }

    @Test
    void candlesThatNobodyHasAreAProblem() throws IOException {
        var refused = api.get("/api/v1/candles?base=native&counter=native&interval=2m&limit=1001&fill=yes");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body())
                .contains("\"counter\"", "\"limit\"", "\"fill\"", "1m, 5m, 15m, 1h, 4h, 1d, 1w or 1M");
    }

    @Test
    void theVwapOfAnyWindowIsExact() throws IOException {
        String path = "/api/v1/vwap?base=native&counter=" + USD.key();

        JsonNode both = get(path + "&from=2026-03-01T10:00:00Z&to=2026-03-01T12:00:01Z");
        assertThat(values(both, "vwap", "base_volume", "counter_volume", "trade_count", "from", "to"))
                .isEqualTo("0.41666665 4 1.6666666 2 2026-03-01T10:00:00Z 2026-03-01T12:00:01Z");
        assertThat(values(both, "complete_from", "complete_to")).isEqualTo("2026-02-28T12:00:00Z 2026-03-01T12:00:05Z");
        // The end is exclusive.
        JsonNode one = get(path + "&from=2026-03-01T10:00:00Z&to=2026-03-01T12:00:00Z");
        assertThat(one.get("trade_count").asInt()).isEqualTo(1);
        JsonNode turned = get("/api/v1/vwap?base=" + USD.key() + "&counter=XLM&from=" + NOON.toEpochMilli() + "&to="
                + NOON.plusMillis(1).toEpochMilli());
        assertThat(values(turned, "vwap", "base_volume", "counter_volume")).isEqualTo("2 1 2");
        JsonNode nothing = get(path + "&from=2026-03-01T10:00:01Z&to=2026-03-01T10:01:00Z");
        assertThat(nothing.get("vwap").isNull()).isTrue();
        assertThat(nothing.get("complete").asBoolean()).isTrue();
    }

    @Test
    void aWindowThatIsNoneIsAProblem() throws IOException {
        String path = "/api/v1/vwap?base=native&counter=" + USD.key();

        for (String window : List.of("&from=2026-03-01T10:00:00Z", "&from=x&to=y", "&from=2000&to=1000")) {
            var refused = api.get(path + window);
            assertThat(refused.status()).as(window).isEqualTo(400);
            assertThat(refused.body()).contains("\"expected\":");
        }
    }

    @Test
    void aWindowWithoutTradesHasNoPrices() throws IOException {
        JsonNode hour = get(MARKET_PATH + "?window=1h");
        assertThat(hour.get("trade_count").asInt()).isEqualTo(1);

        db.database()
                .commit(tx -> new TradeStore(db.database())
                        .insert(
                                tx,
                                List.of(aTrade(3, 0, NOON.minusSeconds(200_000), XLM, BTC, new Price(1, 2))),
                                TradeSource.PAGE));
        JsonNode quiet = get("/api/v1/markets/native/" + BTC.key());
        assertThat(quiet.get("open").isNull()).isTrue();
        assertThat(quiet.get("last_trade_time").isNull()).isTrue();
        assertThat(values(quiet, "base_volume", "counter_volume", "trade_count"))
                .isEqualTo("0 0 0");
    }

    @Test
    void completenessReachesToTheNewestLedger() throws IOException {
        JsonNode day = get(MARKET_PATH + "?window=24h");
        assertThat(day.get("complete").asBoolean()).isTrue();
        assertThat(values(day, "complete_from", "complete_to")).isEqualTo("2026-02-28T12:00:00Z 2026-03-01T12:00:05Z");
        assertThat(get(MARKET_PATH + "?window=7d").get("complete").asBoolean()).isFalse();

        var gap = new Gap(NOON.minusSeconds(600), NOON.minusSeconds(300), "gone");
        db.database().commit(tx -> new GapStore().open(tx, gap));
        JsonNode withGap = get(MARKET_PATH);
        assertThat(withGap.get("complete").asBoolean()).isFalse();
        assertThat(withGap.get("gaps").toString())
                .isEqualTo("[{\"from\":\"2026-03-01T11:50:00Z\",\"to\":\"2026-03-01T11:55:00Z\"}]");
        db.execute("delete from gap");
    }

    @Test
    void faultsAreProblems() throws IOException {
        JsonNode faults = problem(api.get("/api/v1/markets/dollar/XLM?window=day"), 400);
        assertThat(faults.at("/faults/0/field").asText()).isEqualTo("base");
        assertThat(faults.at("/faults/1/field").asText()).isEqualTo("window");
        assertThat(faults.at("/faults/1/expected").asText()).isEqualTo("24h, 7d or 1h");
        assertThat(problem(api.get("/api/v1/markets/XLM/native"), 400)
                        .get("field")
                        .asText())
                .isEqualTo("counter");
        assertThat(problem(api.get("/api/v1/markets/" + USD.key() + "/NEW:" + USD.issuer()), 404)
                        .get("detail")
                        .asText())
                .startsWith("expected a market that has traded");
    }

    @Test
    void repliesMayBeKeptForASecondAndAreConditional() throws IOException {
        var market = api.get(MARKET_PATH);
        assertThat(market.headers()).containsEntry("Cache-Control", "public, max-age=1, must-revalidate");

        var known = api.send(
                "GET", MARKET_PATH, Map.of("If-None-Match", market.headers().get("ETag")), new byte[0]);

        assertThat(known.status()).isEqualTo(304);
    }

    @Test
    void statusHasWhatHealthKnowsAndThePositions() throws IOException {
        JsonNode status = get("/api/v1/status");

        assertThat(status.get("status").asText()).isEqualTo("degraded");
        assertThat(status.at("/programs/ingester/state").asText()).isEqualTo("missing");
        assertThat(status.at("/positions/trades").asText()).isEqualTo((901L << 32) + "-0");
        assertThat(status.at("/positions/audit").isNull()).isTrue();
    }

    @Test
    void withoutADatabaseMarketsAreRefusedAndStatusSaysSo() throws Exception {
        try (var nowhere =
                        Database.openReadPool(DatabaseAddress.parse("jdbc:postgresql://127.0.0.1:1/nowhere"), "test");
                var down = serve("down.sock", nowhere)) {
            assertThat(down.metricsPort()).isPositive();
            var other = Http.at(folder.resolve("down.sock"));

            var refused = other.get(MARKET_PATH);
            assertThat(problem(refused, 503).get("detail").asText()).startsWith("the database does not answer");
            assertThat(refused.headers()).containsEntry("Retry-After", "5");
            assertThat(json(other.get("/api/v1/status")).get("status").asText()).isEqualTo("down");
        }
    }

    private static String values(JsonNode json, String... members) {
        return String.join(
                " ",
                Arrays.stream(members).map(member -> json.get(member).asText()).toList());
    }

    private static JsonNode get(String path) throws IOException {
        var answer = api.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static JsonNode problem(Http.Response answer, int status) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        return json(answer);
    }

    private static JsonNode json(Http.Response answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
