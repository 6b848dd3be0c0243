package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.e2e.oracle.LegacyMarkets;

/** Checks the API as users reach it, through nginx: correct, and in JSON when a part behind it is away. */
class ApiIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TRADES = 20_000;

    private static final String WEEK = """
        {"query": "{ticker(numHoursAgo: 168) {tradePair baseVolume counterVolume tradeCount open low high change \
        close intervalStart}}"}\
        """;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static RunningTicker ticker;
    private static RawClient raw;
    private static RawClient other;

    @BeforeAll
    static void start() throws IOException {
        Path replay = new GeneratedTrades(7, 40).write(folder.resolve("replay.ndjson.gz"), TRADES);
        ticker = RunningTicker.demo(
                folder,
                Map.of(
                        "SANDBOX_REPLAY",
                        replay.toString(),
                        "SANDBOX_LEDGER_SECONDS",
                        "0.1",
                        "TRUSTED_PROXIES",
                        "127.0.0.3"));
        raw = ticker.rawClient("127.0.0.1");
        other = ticker.rawClient("127.0.0.2");
    }

    @AfterAll
    static void end() throws IOException {
        ticker.close();
    }

    @Test
    void everyMetricOfAnAlertOrADashboardIsOneThatAProgramExposes() throws Exception {
        for (String file : List.of("alerts.yml", "dashboard.json")) {
            // A run without Kafka has no event-publisher, one without an archive no archiver, one without subscriptions
            // no
            // webhook-sender, and one of a replay no exchange; their own tests look for these.
            MonitoredMetrics.assertExposed(
                    ticker, file, name -> !name.matches("ticker_(events_|archive|webhooks_|exchange_).*"));
        }
    }

    @Test
    void graphqlReturnsTheValuesOfTheRawTrades() throws Exception {
        try (var database = ticker.database()) {
            await("all is stored and summed")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> database.<Boolean>snapshot(tx -> tx.get(
                            "select (select count(*) from trade) = ? and not exists (select from change_mark)",
                            row -> row.getBoolean(1),
                            TRADES)));
            List<Trade> trades =
                    database.snapshot(tx -> new TradeStore(database).list(tx, Instant.EPOCH, Instant.now()));
            // New sums appear within a few seconds.
            await().atMost(SOON).untilAsserted(() -> assertWeek(graphql(WEEK).at("/data/ticker"), trades));
        }
    }

    private static void assertWeek(JsonNode rows, List<Trade> trades) {
        Instant start = Instant.parse(rows.at("/0/intervalStart").asText());
        var expected = LegacyMarkets.values(trades, start.plus(Duration.ofDays(7)), Asset::code);
        assertThat(rows.valueStream().map(row -> row.get("tradePair").asText()))
                .containsExactlyElementsOf(expected.keySet());
        for (JsonNode row : rows) {
            String name = row.get("tradePair").asText();
            var values = Objects.requireNonNull(expected.get(name), name);
            MEMBERS.forEach((member, value) ->
                    assertClose(name + " " + member, row.get(member), Objects.requireNonNull(values.get(value))));
        }
    }

    /** Returns pairs by their names in {@code markets.json}. */
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
    void anIssuerSeesTheStatusOfAnAsset() throws Exception {
        await("assets are valid")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(issued()).isNotEmpty());
        JsonNode asset = issued().getFirst();

        JsonNode status = graphql(JSON.createObjectNode()
                        .put("query", """
                            query($code: String!, $issuer: String!) {
                              assetStatus(code: $code, issuerAccount: $issuer) {isValid reason toml {outcome faults {kind}}}
                            }\
                            """)
                        .<ObjectNode>set(
                                "variables",
                                JSON.createObjectNode()
                                        .put("code", asset.get("code").asText())
                                        .put(
                                                "issuer",
                                                asset.get("issuerAccount").asText()))
                        .toString())
                .at("/data/assetStatus");

        assertThat(status.get("isValid").asBoolean()).as(status.toString()).isTrue();
        assertThat(status.get("reason").asText()).isEmpty();
    }

    private static List<JsonNode> issued() throws IOException, InterruptedException {
        return graphql("{\"query\": \"{assets {code issuerAccount}}\"}")
                .at("/data/assets")
                .valueStream()
                .filter(asset -> !asset.get("issuerAccount").asText().equals("native"))
                .toList();
    }

    @Test
    void healthAndMetricsCoverAllPrograms() throws Exception {
        await().atMost(SOON).untilAsserted(() -> {
            var health = ticker.get("/healthz");
            assertThat(health.statusCode()).isEqualTo(200);
            JsonNode healthBody = JSON.readTree(health.body());
            assertThat(healthBody.get("status").asText())
                    .as(healthBody.toString())
                    .isEqualTo("ok");
            assertThat(healthBody.get("programs").propertyStream().map(Map.Entry::getKey))
                    .contains("ingester", "aggregator", "json-generator", "graphql-server", "db-cleaner", "sandbox");
            // A restarted program is known by its row before it writes its metrics.
            for (String program : Set.of("ingester", "aggregator", "json-generator", "graphql-server", "sandbox")) {
                assertThat(ticker.metrics()).contains("program=\"" + program + "\"");
            }
        });
        String metrics = ticker.metrics();
        assertThat(metrics.lines().filter(line -> line.startsWith("# HELP ticker_")))
                .hasSizeGreaterThan(20);
        assertThat(MetricsText.problems(metrics)).isEmpty();
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
                    .isEqualTo("{\"errors\":[{\"message\":\"could not retrieve the requested"
                            + " data\",\"path\":[\"ticker\"]}],\"data\":null}");
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
            assertProblem(raw.get("/api/v1/status", ""), 503, "graphql-server does not answer");
        } finally {
            ticker.supervisorctl("start", "app:graphql-server");
        }

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(ticker.post("/graphql", WEEK).statusCode()).isEqualTo(200));
    }

    @Test
    void aKeyOfAnOperatorWorksThroughNginxUntilItIsRevoked() throws Exception {
        var created = ticker.ticker("account", "create", "alice", "--scopes", "read,crawl:write", "--quota", "50");
        assertThat(created.exit()).as(created.text()).isZero();
        String key = created.text().lines().toList().getLast();
        String header = "Authorization: Bearer " + key + "\r\n";

        // An answer that nginx keeps for others carries no quota.
        for (int i = 0; i < 3; i++) {
            assertThat(raw.get("/api/v1/price?asset=native", header).head())
                    .contains("X-RateLimit-Limit: 50", "X-RateLimit-Remaining: ");
        }
        assertThat(raw.get("/api/v1/price?asset=native", "").head()).doesNotContain("X-RateLimit-Limit: ");

        JsonNode account = JSON.readTree(raw.get("/api/v1/accounts/me", header).body());
        assertThat(account.get("name").asText()).isEqualTo("alice");
        String entry =
                "{\"entries\": [{\"id\": \"1\", \"type\": \"metadata\", \"tags\": [\"native\"], \"body\": {\"logo\": \"x\"}}]}";
        assertThat(raw.send("POST /api/v1/journal HTTP/1.1\r\nHost: test\r\nConnection: close\r\n" + header
                                + "Content-Length: " + entry.length() + "\r\n\r\n" + entry)
                        .body())
                .isEqualTo("{\"stored\":1,\"known\":0}");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(raw.get("/api/v1/assets/native", "").body()).contains("\"source\":\"alice\""));

        String own = "/api/v1/keys/" + account.at("/key/id").asText();
        assertThat(raw.send("DELETE " + own + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n" + header + "\r\n")
                        .status())
                .isEqualTo(204);
        await("the key is refused")
                .atMost(Duration.ofSeconds(5))
                .until(() -> raw.get("/api/v1/price?asset=native", header).status() == 401);
        assertThat(ticker.ticker("account", "audit").text()).contains("account:alice/key:", "key.revoked");
    }

    @Test
    void aBodyOfTenMegabytesIsRefusedInJson() throws Exception {
        HttpResponse<byte[]> answer = ticker.post("/graphql", " ".repeat(10_000_000));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(JSON.readTree(answer.body()).at("/errors/0/message").asText())
                .contains("at most 128 KB");
    }

    @Test
    void refusalsByNginxAreJsonToo() throws Exception {
        assertRefused(ticker.get("/markets.json?" + "x".repeat(40_000)), 414, "an address of at most 32 KB");
        assertRefused(ticker.post("/healthz", " ".repeat(70_000)), 413, "without a body");
        assertRefused(ticker.get("/markets.json", Map.of("Range", "bytes=900000000-")), 416, "within the file");
        assertThat(ticker.get("/graphql?query=%7Bissuers%7BpublicKey%7D%7D" + "%20".repeat(4_000))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void restIsServedInEitherDirection() throws Exception {
        await("assets are valid")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(issued()).isNotEmpty());
        JsonNode traded = graphql("{\"query\": \"{markets {baseAssetIssuer counterAssetCode counterAssetIssuer}}\"}")
                .at("/data/markets")
                .valueStream()
                .filter(market -> market.get("baseAssetIssuer").asText().equals("native"))
                .findFirst()
                .orElseThrow();
        String asset = traded.get("counterAssetCode").asText() + ":"
                + traded.get("counterAssetIssuer").asText();

        JsonNode market =
                JSON.readTree(ticker.get("/api/v1/markets/native/" + asset).body());
        JsonNode turned =
                JSON.readTree(ticker.get("/api/v1/markets/" + asset + "/XLM/").body());

        assertThat(market.get("counter").asText()).isEqualTo(asset);
        assertThat(market.get("trade_count").asLong()).isPositive();
        assertThat(new BigDecimal(market.get("low").asText())
                        .multiply(new BigDecimal(turned.get("high").asText())))
                .isBetween(new BigDecimal("0.999999999"), new BigDecimal("1.000000001"));
        assertThat(JSON.readTree(ticker.get("/api/v1/status").body())
                        .at("/positions/trades")
                        .asText())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /api/v1/other HTTP/1.1                                   | 404 | no such address
            GET /api/v1/markets/dollar/XLM HTTP/1.1                      | 400 | base: expected native or CODE:ISSUER
            DELETE /api/v1/status HTTP/1.1                               | 405 | expected GET
            TRACE /api/v1/status HTTP/1.1                                | 405 | expected GET, HEAD or OPTIONS
            GET /api/v1/%zz HTTP/1.1                                     | 400 | a valid address
            POST /api/v1/status HTTP/1.1;Transfer-Encoding: gzip         | 501 | another Transfer-Encoding
            POST /api/v1/status HTTP/1.1;Content-Length: 70000           | 413 | at most 64 KB
            GET /api/v1/status HTTP/1.1;Host: second                     | 400 | one Host
            """)
    void belowRestWhateverIsRefusedIsAProblem(String request, int status, String detail) throws Exception {
        String[] lines = request.split(";", 2);
        String more = lines.length > 1 ? lines[1] + "\r\n" : "";

        assertProblem(raw.send(lines[0] + "\r\nHost: test\r\nConnection: close\r\n" + more + "\r\n"), status, detail);
    }

    @Test
    void tooManyRequestsAndHugeHeadersAreProblemsBelowRest() throws Exception {
        assertProblem(raw.get("/api/v1/status", "X: " + "a".repeat(40_000) + "\r\n"), 431, "at most 32 KB each");
        assertProblem(raw.get("/api/v1/" + "x".repeat(40_000), ""), 414, "an address of at most 32 KB");
        List<Socket> open = raw.begin(513, "POST /graphql HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\n{");
        try {
            await().atMost(SOON)
                    .untilAsserted(() -> assertProblem(raw.get("/api/v1/status", ""), 429, "at most 512 requests"));
        } finally {
            RawClient.closeAll(open);
        }
    }

    @Test
    void pagesOfAnyOriginMayAskRest() throws Exception {
        String head = raw.send("OPTIONS /api/v1/status HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
                .head();

        assertThat(head)
                .startsWith("HTTP/1.1 204")
                .contains("Access-Control-Allow-Origin: *", "Access-Control-Allow-Methods: GET, HEAD, OPTIONS");
    }

    /** Answers are shared by address and by what is accepted: the parts must not run together. */
    @Test
    void noHeaderPutsAnAnswerUnderAnotherAddress() throws Exception {
        String query = "/graphql?query=%7Bissuers%7BpublicKey%7D%7D";
        String more = "&operationName=none";
        for (int i = 0; i < 3; i++) {
            assertThat(JSON.readTree(ticker.get(query, Map.of("Accept", more + "*/*"))
                                    .body())
                            .has("data"))
                    .isTrue();
            assertThat(JSON.readTree(ticker.get(query + more, Map.of("Accept", "*/*"))
                                    .body())
                            .has("errors"))
                    .as("no operation of this name")
                    .isTrue();
        }
    }

    private static void assertProblem(RawClient.Answer answer, int status, String detail) throws IOException {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.head()).contains("Content-Type: application/problem+json", "Access-Control-Allow-Origin: *");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asText()).isNotEmpty();
        assertThat(problem.get("detail").asText()).contains(detail);
    }

    private static void assertRefused(HttpResponse<byte[]> answer, int status, String healthBody) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(JSON.readTree(answer.body()).get("error").asText()).contains(healthBody);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "refusals.csv", numLinesToSkip = 1, delimiter = '|', quoteCharacter = '\0')
    void whateverIsRefusedIsJsonWithTheRightWords(String request, int status, String healthBody) throws Exception {
        String[] lines = request.split(";", 2);
        String more = lines.length > 1 ? lines[1].replace(";", "\r\n") + "\r\n" : "";

        assertRefused(
                raw.send(lines[0] + "\r\nHost: test\r\nConnection: close\r\n" + more + "\r\n"), status, healthBody);
    }

    private static void assertRefused(RawClient.Answer answer, int status, String healthBody) throws IOException {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.head()).contains("Content-Type: application/json");
        assertThat(JSON.readTree(answer.body()).findValuesAsText("error").size()
                        + JSON.readTree(answer.body())
                                .findValuesAsText("message")
                                .size())
                .isOne();
        assertThat(answer.body()).contains(healthBody);
    }

    @Test
    void hugeHeadersGarbageAndBrokenRequestsAreRefusedToo() throws Exception {
        assertRefused(raw.get("/", "X: " + "a".repeat(40_000) + "\r\n"), 431, "at most 32 KB each");
        assertRefused(
                raw.get("/", "X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n".repeat(5_000)), 431, "128 KB in all");
        assertRefused(raw.get("/", "X: a\0b\r\n"), 400, "valid headers");
        assertRefused(raw.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"), 400, "one Host");
        assertRefused(raw.send("\u00ff\u00fe\r\n\r\n"), 400, "a request of HTTP");
        assertRefused(raw.send("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003"), 400, "a request of HTTP");
        assertRefused(
                raw.send("POST /graphql HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n"),
                400,
                "a request of HTTP");
    }

    @Test
    void unusualFormsOfTheAddressesWork() throws Exception {
        String markets = raw.get("/markets.json", "").body();
        for (String request : List.of(
                "GET http://example.org/markets.json HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n",
                "GET //markets.json// HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n",
                "GET /markets.json#part HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                "GET /\r\n")) {
            assertThat(raw.send(request).body()).as(request).startsWith(markets.substring(0, 20));
        }
        for (String path : List.of("/assets.json/", "/healthz/", "/graphql/?query=%7Bissuers%7BpublicKey%7D%7D")) {
            assertThat(raw.get(path, "").status()).as(path).isEqualTo(200);
        }
        assertThat(raw.get("/favicon.ico", "").head())
                .startsWith("HTTP/1.1 200")
                .contains("image/svg+xml", "max-age=86400");
        assertThat(raw.get("/", "If-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT\r\n")
                        .status())
                .isEqualTo(304);
        assertThat(raw.get("/graphql", "Accept: text/html\r\n").body()).contains("/graphiql is a page to try queries");
    }

    @Test
    void pipelinedRequestsAreAllAnswered() throws Exception {
        String one = "GET /assets.json HTTP/1.1\r\nHost: test\r\n";

        String answers = RawClient.rest(raw.begin((one + "\r\n").repeat(99) + one + "Connection: close\r\n\r\n"));

        assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(101);
    }

    @Test
    void slowHeadersDelayNoOtherClient() throws Exception {
        List<Socket> slow = raw.begin(2_200, "GET / HTTP/1.1\r\nX");
        try {
            for (int i = 0; i < 100; i++) {
                assertThat(other.get("/assets.json", "").status()).isEqualTo(200);
            }
            assertThat(RawClient.rest(slow.getLast())).as("it is closed").isEmpty();
        } finally {
            RawClient.closeAll(slow);
        }
    }

    @Test
    void requestsOfOneAddressAreLimitedAlsoBehindATrustedProxy() throws Exception {
        String slow = "POST /graphql HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n%s\r\n{";
        var proxy = ticker.rawClient("127.0.0.3");
        String client = "X-Forwarded-For: 192.0.2.1\r\n";
        List<Socket> open = raw.begin(513, slow.formatted(""));
        open.addAll(proxy.begin(513, slow.formatted(client)));
        try {
            await().atMost(SOON).untilAsserted(() -> {
                assertRefused(raw.get("/", ""), 429, "at most 512 requests");
                assertRefused(raw.post("/graphql", WEEK), 429, "at most 512 requests");
                assertRefused(proxy.get("/", client), 429, "at most 512 requests");
            });
            assertThat(raw.get("/", "").head()).contains("Retry-After: 5");
            assertThat(other.get("/", client).status()).as("no proxy of ours").isEqualTo(200);
            assertThat(proxy.get("/", "X-Forwarded-For: 192.0.2.2\r\n").status())
                    .isEqualTo(200);
        } finally {
            RawClient.closeAll(open);
        }
    }

    @Test
    void manyHeavyQueriesOfOneAddressDoNotDelayOthers() throws Exception {
        String markets = "markets(numHoursAgo: %d) {tradePair baseVolume counterVolume open low high close change}";
        String heavy = "{\"query\": \"{a: %s b: %s c: %s}\"}"
                .formatted(markets.formatted(168), markets.formatted(100), markets.formatted(50));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<RawClient.Answer>>();
            for (int i = 0; i < 500; i++) {
                answers.add(threads.submit(() -> raw.post("/graphql", heavy)));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(other.post("/graphql", "{\"query\": \"{issuers {publicKey}}\"}")
                                .status())
                        .isEqualTo(200);
            }
            for (var answer : answers) {
                assertThat(answer.get().status()).isIn(200, 429, 503);
            }
            assertThat(answers).anyMatch(answer -> answer.resultNow().status() == 200);
        }
    }

    @Test
    void graphiqlIsServed() throws Exception {
        assertThat(new String(ticker.get("/graphiql").body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("/graphiql/graphiql.min.js");
        assertThat(ticker.get("/graphiql/graphiql.min.js").body()).hasSizeGreaterThan(500_000);
    }

    /** The program has fewer libraries than its tests. */
    @Test
    void listsAreServedAsCsv() throws Exception {
        HttpResponse<byte[]> list = ticker.get("/api/v1/pools?format=csv");
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(new String(list.body(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("id,base,counter,base_reserve,");
    }

    @Test
    void theDocsAndTheDocumentThatTheyShowAreServed() throws Exception {
        HttpResponse<byte[]> page = ticker.get("/docs");
        assertThat(new String(page.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("/docs/start.js");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("script-src 'self';");
        assertThat(ticker.get("/docs/swagger-ui-bundle.js").body()).hasSizeGreaterThan(1_000_000);
        assertThat(JSON.readTree(ticker.get("/api/v1/openapi.json").body())
                        .get("openapi")
                        .asText())
                .isEqualTo("3.1.0");
    }

    private static JsonNode graphql(String request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = ticker.post("/graphql", request);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
