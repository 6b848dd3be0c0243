package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.e2e.oracle.FrozenMarkets;

/** The API as users reach it, through nginx: right, and in JSON whatever is away behind it. */
class ApiIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TRADES = 20_000;

    private static final String WEEK = """
            {"query": "{ticker(numHoursAgo: 168) {tradePair baseVolume counterVolume tradeCount open low high change \
            close intervalStart}}"}""";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static RunningTicker ticker;

    @BeforeAll
    static void start() throws IOException {
        Path replay = new GeneratedTrades(7, 40).write(folder.resolve("replay.ndjson.gz"), TRADES);
        ticker = RunningTicker.demo(
                folder, Map.of("SANDBOX_REPLAY", replay.toString(), "SANDBOX_LEDGER_SECONDS", "0.1"));
    }

    @AfterAll
    static void end() throws IOException {
        ticker.close();
    }

    @Test
    void graphqlTellsTheFiguresOfTheRawTrades() throws Exception {
        try (var database = ticker.database()) {
            await("all is stored and summed")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> database.<Boolean>snapshot(tx -> tx.get(
                            "select (select count(*) from trade) = ? and not exists (select from change_mark)",
                            row -> row.getBoolean(1),
                            TRADES)));
            List<Trade> trades =
                    database.snapshot(tx -> new TradeStore(database).list(tx, Instant.EPOCH, Instant.now()));
            // What was summed just now is told some seconds later at most.
            await().atMost(SOON).untilAsserted(() -> assertWeek(graphql(WEEK).at("/data/ticker"), trades));
        }
    }

    private static void assertWeek(JsonNode rows, List<Trade> trades) {
        Instant start = Instant.parse(rows.at("/0/intervalStart").asText());
        var expected = FrozenMarkets.figures(trades, start.plus(Duration.ofDays(7)), Asset::code);
        assertThat(rows.valueStream().map(row -> row.get("tradePair").asText()))
                .containsExactlyElementsOf(expected.keySet());
        for (JsonNode row : rows) {
            String name = row.get("tradePair").asText();
            var figures = Objects.requireNonNull(expected.get(name), name);
            MEMBERS.forEach((member, figure) ->
                    assertClose(name + " " + member, row.get(member), Objects.requireNonNull(figures.get(figure))));
        }
    }

    /** By their names in {@code markets.json}. */
    private static final Map<String, String> MEMBERS = Map.of(
            "baseVolume", "base_volume_7d",
            "counterVolume", "counter_volume_7d",
            "tradeCount", "trade_count_7d",
            "open", "open_7d",
            "low", "low_7d",
            "high", "high_7d",
            "change", "change_7d",
            "close", "close");

    private static void assertClose(String what, JsonNode found, BigDecimal expected) {
        double difference = Math.abs(found.asDouble() - expected.doubleValue());
        assertThat(difference).as(what).isLessThanOrEqualTo(1e-12 * Math.max(1, Math.abs(expected.doubleValue())));
    }

    @Test
    void anIssuerIsToldHowHisAssetStands() throws Exception {
        await("assets are valid")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(issued()).isNotEmpty());
        JsonNode asset = issued().getFirst();

        JsonNode standing = graphql(JSON.createObjectNode()
                        .put("query", """
                                query($code: String!, $issuer: String!) {
                                  assetStanding(code: $code, issuerAccount: $issuer) {isValid reason toml {outcome faults {kind}}}
                                }""")
                        .<ObjectNode>set(
                                "variables",
                                JSON.createObjectNode()
                                        .put("code", asset.get("code").asText())
                                        .put(
                                                "issuer",
                                                asset.get("issuerAccount").asText()))
                        .toString())
                .at("/data/assetStanding");

        assertThat(standing.get("isValid").asBoolean()).as(standing.toString()).isTrue();
        assertThat(standing.get("reason").asText()).isEmpty();
    }

    private static List<JsonNode> issued() throws IOException, InterruptedException {
        return graphql("{\"query\": \"{assets {code issuerAccount}}\"}")
                .at("/data/assets")
                .valueStream()
                .filter(asset -> !asset.get("issuerAccount").asText().equals("native"))
                .toList();
    }

    @Test
    void healthAndFiguresTellOfAllPrograms() throws Exception {
        await().atMost(SOON).untilAsserted(() -> {
            var health = ticker.get("/healthz");
            assertThat(health.statusCode()).isEqualTo(200);
            JsonNode told = JSON.readTree(health.body());
            assertThat(told.get("status").asText()).as(told.toString()).isEqualTo("ok");
            assertThat(told.get("programs").propertyStream().map(Map.Entry::getKey))
                    .contains("ingester", "aggregator", "json-generator", "graphql-server", "db-cleaner", "sandbox");
            // A program that has just begun again is known by its row before it writes its figures.
            for (String program : Set.of("ingester", "aggregator", "json-generator", "graphql-server", "sandbox")) {
                assertThat(ticker.metrics()).contains("program=\"" + program + "\"");
            }
        });
        assertThat(ticker.metrics().lines().filter(line -> line.startsWith("# HELP ")))
                .as("every figure says what it is")
                .hasSizeGreaterThan(20)
                .allMatch(line -> line.matches("# HELP \\S+ \\S.*"));
        assertThat(ticker.get("/metrics").statusCode()).isEqualTo(404);
    }

    @Test
    void withoutADatabaseAllAnswersAreJsonAndItRecoversByItself() throws Exception {
        ticker.supervisorctl("stop", "postgres");
        try {
            await().atMost(SOON).untilAsserted(() -> {
                HttpResponse<byte[]> health = ticker.get("/healthz");
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(JSON.readTree(health.body()).get("status").asText()).isEqualTo("down");
            });
            assertThat(graphql(WEEK).toString())
                    .isEqualTo(
                            "{\"errors\":[{\"message\":\"could not retrieve the requested data\",\"path\":[\"ticker\"]}],"
                                    + "\"data\":null}");
        } finally {
            ticker.supervisorctl("start", "postgres");
        }

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(graphql(WEEK).at("/data/ticker")).isNotEmpty();
            assertThat(ticker.get("/healthz").statusCode()).isEqualTo(200);
        });
    }

    @Test
    void withoutItsServerTheApiStillAnswersInJson() throws Exception {
        ticker.supervisorctl("stop", "app:graphql-server");
        try {
            HttpResponse<byte[]> health = ticker.get("/healthz");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(JSON.readTree(health.body()).get("status").asText()).isEqualTo("down");

            HttpResponse<byte[]> answer = ticker.post("/graphql", WEEK);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(JSON.readTree(answer.body()).at("/errors/0/message").asText())
                    .isEqualTo("graphql-server does not answer, try again in some seconds");
        } finally {
            ticker.supervisorctl("start", "app:graphql-server");
        }

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(ticker.post("/graphql", WEEK).statusCode()).isEqualTo(200));
    }

    @Test
    void aBodyOfTenMegabytesIsRefusedInJson() throws Exception {
        HttpResponse<byte[]> answer = ticker.post("/graphql", " ".repeat(10_000_000));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(JSON.readTree(answer.body()).at("/errors/0/message").asText())
                .contains("at most 128 KB");
    }

    @Test
    void whatNginxRefusesByItselfIsJsonToo() throws Exception {
        assertRefused(ticker.get("/markets.json?" + "x".repeat(40_000)), 414, "at most 32 KB");
        assertRefused(ticker.post("/healthz", " ".repeat(70_000)), 413, "without a body");
        assertRefused(ticker.get("/markets.json", Map.of("Range", "bytes=900000000-")), 416, "within the file");
        assertThat(ticker.get("/graphql?query=%7Bissuers%7BpublicKey%7D%7D" + "%20".repeat(4_000))
                        .statusCode())
                .isEqualTo(200);
    }

    private static void assertRefused(HttpResponse<byte[]> answer, int status, String told) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(JSON.readTree(answer.body()).get("error").asText()).contains(told);
    }

    @Test
    void graphiqlIsServed() throws Exception {
        assertThat(new String(ticker.get("/graphiql").body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("/graphiql/graphiql.min.js");
        assertThat(ticker.get("/graphiql/graphiql.min.js").body()).hasSizeGreaterThan(500_000);
    }

    private static JsonNode graphql(String request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = ticker.post("/graphql", request);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
