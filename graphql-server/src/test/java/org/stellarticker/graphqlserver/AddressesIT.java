package org.stellarticker.graphqlserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.graphql.GraphqlRoutes;
import org.stellarticker.graphqlserver.graphql.QueryEngine;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.health.MetricsFiles;
import org.stellarticker.graphqlserver.listing.ListingRoutes;
import org.stellarticker.graphqlserver.rest.RestRoutes;
import org.stellarticker.graphqlserver.stream.TestStreams;
import org.stellarticker.http.ApiServer;
import org.stellarticker.http.Http;
import org.stellarticker.http.Routes;
import org.stellarticker.http.TestListeners;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.reference.AssetList;
import org.stellarticker.marketdata.reference.PublicNetwork;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.VerifiedAssets;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

class AddressesIT {

    private static final String ISSUERS = "{\"data\":{\"issuers\":[{\"publicKey\":\"native\"}]}}";
    private static final String JSON = "application/json";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    static Path folder;

    private static final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private static QueryEngine engine;
    private static ApiServer server;
    private static Http api;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(folder.resolve("ingester.prom"), "trades{program=\"ingester\"} 7\n");
        // Left by one that was killed.
        Files.writeString(folder.resolve("api.sock"), "");
        engine = new QueryEngine(snapshots(), health(), references(), () -> AssetDirectory.EMPTY, Duration.ofHours(1));
        server = start("api.sock", 0, addresses(false));
        api = Http.at(folder.resolve("api.sock"));
    }

    private static ApiServer start(String socket, int metricsPort, Addresses addresses) throws Exception {
        return ApiServer.start(
                TestListeners.of(folder.resolve(socket), metricsPort), addresses.open(), addresses.own(), metrics);
    }

    private static LiveDatabase live() {
        return new LiveDatabase(database.database(), Clock.systemUTC());
    }

    private static SnapshotCache snapshots() {
        return new SnapshotCache(live()::snapshot, Clock.systemUTC());
    }

    private static Health health() {
        return new Health(live(), folder, Clock.systemUTC(), "7", Optional::empty);
    }

    private static ReferenceAssets references() {
        return new ReferenceAssets(
                new QuoteRanking(List.of()),
                VerifiedAssets.parse(PublicNetwork.VERIFIED_ISSUERS),
                AssetList.parse(PublicNetwork.USD_REFERENCE));
    }

    private static ListingRoutes listing() {
        return new ListingRoutes(live(), Clock.systemUTC(), references(), Duration.ofHours(1));
    }

    private static Addresses addresses(boolean metricsPublic) {
        var clock = Clock.systemUTC();
        var health = health();
        return new Addresses(
                new GraphqlRoutes(engine, TestStreams.hub(live(), database.database())),
                List.of(
                        new RestRoutes(
                                        health,
                                        snapshots(),
                                        TestStreams.hub(live(), database.database()),
                                        live().limits())::addTo,
                        listing()::addTo),
                Routes.Admission.ALL,
                health,
                new MetricsFiles(folder, clock),
                metricsPublic);
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
        assertThat(folder.resolve("api.sock")).doesNotExist();
    }

    @Test
    void aQueryIsTakenAsJsonWhateverItIsCalledAndAsItStands() throws IOException {
        String json = "{\"query\": \"{issuers{publicKey}}\"}";
        for (String type :
                new String[] {JSON, "application/json; charset=utf-8", "text/plain", "application/x-www-form-urlencoded"
                }) {
            var answer = api.post("/graphql", type, json);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("Content-Type", JSON);
            assertThat(answer.body()).isEqualTo(ISSUERS);
        }
        for (String type : new String[] {"application/graphql", "Application/GraphQL; charset=utf-8"}) {
            assertThat(api.post("/graphql", type, "{issuers{publicKey}}").body())
                    .isEqualTo(ISSUERS);
        }
        assertThat(api.post("/graphql", "application/graphql-response+json", json)
                        .body())
                .isEqualTo(ISSUERS);
    }

    @Test
    void aQueryIsTakenByGet() throws IOException {
        assertThat(api.get("/graphql?query=%7Bissuers%7BpublicKey%7D%7D").body())
                .isEqualTo(ISSUERS);
        assertThat(api.get(
                                "/graphql?query=query($h:Int)%7Bticker(numHoursAgo:$h)%7BtradePair%7D%7D&variables=%7B%22h%22:0%7D")
                        .body())
                .isEqualTo("{\"data\":{\"ticker\":[]}}");
        var head = api.send("HEAD", "/graphql?query=%7Bissuers%7BpublicKey%7D%7D", Map.of(), new byte[0]);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void whatIsNoQueryIsRefusedInJson() throws IOException {
        assertRefused(
                api.get("/graphql"), 400, "expected the parameter \\\"query\\\"; /graphiql is a page to try queries");
        assertRefused(api.get("/graphql?query=%ff%zz"), 400, "expected");
        assertRefused(api.post("/graphql", JSON, "nonsense"), 400, "the body: expected JSON");
        assertRefused(api.post("/graphql", JSON, ""), 400, "the body: expected a JSON object");
        var put = api.send("PUT", "/graphql", Map.of(), "{}".getBytes(UTF_8));
        assertRefused(put, 405, "expected GET or POST");
        assertThat(put.headers()).containsEntry("Allow", "GET, HEAD, POST, OPTIONS");
    }

    @Test
    void aBatchIsAnsweredInItsOrderAndBounded() throws IOException {
        String query = "{\"query\": \"{issuers{publicKey}}\"}";
        var two = api.post("/graphql", JSON, "[" + query + ", {\"query\": \"{nothing}\"}]");
        assertThat(two.status()).isEqualTo(200);
        assertThat(two.body()).startsWith("[" + ISSUERS + ",{\"errors\":[").endsWith("]}]");

        var many = api.post("/graphql", JSON, "[" + (query + ",").repeat(10) + query + "]");
        assertThat(many.status()).isEqualTo(400);
        assertThat(many.body())
                .isEqualTo(
                        "{\"errors\":[{\"message\":\"the batch has too many requests: expected at most 10, found more\","
                                + "\"extensions\":{\"code\":\"LIMIT_EXCEEDED\",\"limit\":\"batch\",\"value\":11,\"maximum\":10}}]}");
        assertRefused(api.post("/graphql", JSON, "[" + query + ", 7]"), 400, "a list of JSON objects");
        assertRefused(api.post("/graphql", JSON, "[{}]"), 400, "the text \\\"query\\\"");
    }

    @Test
    void aQueryIsAskedByItsHashOnceItIsKnown() throws IOException {
        String unknown = "{\"errors\":[{\"message\":\"PersistedQueryNotFound\","
                + "\"extensions\":{\"code\":\"PERSISTED_QUERY_NOT_FOUND\"}}]}";
        String extensions = "{\"persistedQuery\": {\"version\": 1, \"sha256Hash\": \""
                + "ad7ae12f6378f72a0f1b8f03c83eaa0968ac721c67474bd807b1b986ae846092\"}}";

        var posted = api.post("/graphql", JSON, "{\"extensions\": " + extensions + "}");
        var whole =
                api.post("/graphql", JSON, "{\"query\": \"{issuers{publicKey}}\", \"extensions\": " + extensions + "}");
        var got = api.get("/graphql?extensions=" + URLEncoder.encode(extensions, UTF_8));

        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.body()).isEqualTo(unknown);
        assertThat(whole.body()).isEqualTo(ISSUERS);
        assertThat(got.body()).isEqualTo(ISSUERS);
        assertRefused(api.get("/graphql?extensions=%5B%5D"), 400, "\\\"extensions\\\": expected a JSON object");
    }

    @Test
    void aBodyOfTenMegabytesIsRefusedBeforeItIsRead() throws IOException {
        byte[] body = new byte[10_000_000];
        Arrays.fill(body, (byte) ' ');

        assertRefused(api.send("POST", "/graphql", Map.of("Content-Type", JSON), body), 413, "at most 128 KB");
    }

    @Test
    void aBodyThatTurnsOutToBeTooLargeIsRefused() throws IOException {
        String chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";
        byte[] body = (chunk.repeat(10) + "0\r\n\r\n").getBytes(UTF_8);

        var answer = api.send("POST", "/graphql", Map.of("Transfer-Encoding", "chunked"), body);

        assertRefused(answer, 413, "at most 128 KB");
    }

    private static void assertRefused(Http.Response answer, int status, String expected) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Content-Type", JSON);
        assertThat(answer.body()).startsWith("{\"errors\":[{\"message\":\"").contains(expected);
    }

    @Test
    void graphiqlAndAllThatItLoadsComeFromHere() throws IOException {
        var page = api.get("/graphiql");
        assertThat(page.headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
        assertThat(page.headers().get("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
        var loaded = java.util.regex.Pattern.compile("(?:src|href)=\"(/graphiql/[^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(loaded).hasSize(6);
        for (String path : loaded) {
            var file = api.get(path);
            assertThat(file.status()).as(path).isEqualTo(200);
            assertThat(file.body()).as(path).isNotEmpty();
            var again =
                    api.send("GET", path, Map.of("If-None-Match", file.headers().get("ETag")), new byte[0]);
            assertThat(again.status()).as(path).isEqualTo(304);
            // nginx compresses on the way, and so makes it a weak one.
            var weak = api.send(
                    "GET",
                    path,
                    Map.of("If-None-Match", "\"other\", W/" + file.headers().get("ETag")),
                    new byte[0]);
            assertThat(weak.status()).as(path).isEqualTo(304);
        }
        assertThat(api.get("/graphiql/").body()).isEqualTo(page.body());
        assertThat(api.get("/graphiql/GraphiqlFiles.class").status()).isEqualTo(404);
        assertThat(api.get("/graphiql/../TickerSchema.class").status()).isIn(400, 404);
    }

    @Test
    void theDocsAndAllThatTheyLoadComeFromHereWithoutScriptsOrStylesInThePage() throws IOException {
        var page = api.get("/docs");
        assertThat(page.headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
        assertThat(page.headers().get("Content-Security-Policy"))
                .contains("default-src 'none'; script-src 'self'; style-src 'self';")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
        var loaded = java.util.regex.Pattern.compile("(?:src|href)=\"(/docs/[^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(loaded).hasSize(4);
        for (String path : loaded) {
            assertThat(api.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(api.get("/docs/openapi.json").status()).isEqualTo(404);
    }

    /** Each body and what is made of it takes some memory; more than there is room for are turned away at once. */
    @Test
    void ofManyLargeQueriesAtOnceSomeAreTurnedAwayAndNoneIsLeftWithoutAnAnswer() throws Exception {
        String large = "{\"query\": \"{issuers{publicKey}}" + " ".repeat(100_000) + "\"}";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Http.Response>>();
            for (int i = 0; i < 300; i++) {
                answers.add(threads.submit(() -> api.post("/graphql", JSON, large)));
            }
            for (var answer : answers) {
                assertThat(answer.get().status()).isIn(200, 429);
                assertThat(answer.get().body()).isIn(ISSUERS, """
                                {"errors":[{"message":"too many queries of your address at once; try again in some seconds"}]}""");
                if (answer.get().status() == 429) {
                    assertThat(answer.get().headers()).containsEntry("Retry-After", "5");
                }
            }
        }
    }

    @Test
    void whoAsksManyHeavyQueriesAtOnceKeepsNobodyElseWaiting() throws Exception {
        String heavy = "{\"query\": \"{"
                + IntStream.range(0, 5)
                        .mapToObj(i -> "a" + i + ":assets{code issuerAccount}")
                        .collect(joining(" ")) + "}\"}";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Http.Response>>();
            for (int i = 0; i < 500; i++) {
                answers.add(threads.submit(() -> ask("192.0.2.1", heavy)));
            }
            for (int other = 2; other < 52; other++) {
                assertThat(ask("192.0.2." + other, "{\"query\": \"{issuers{publicKey}}\"}")
                                .body())
                        .isEqualTo(ISSUERS);
            }
            for (var answer : answers) {
                answer.get();
            }
        }
    }

    private static Http.Response ask(String client, String json) throws IOException {
        return api.send("POST", "/graphql", Map.of("Content-Type", JSON, "X-Real-IP", client), json.getBytes(UTF_8));
    }

    @Test
    void whatJettyOrAFaultOfOursRefusesIsJsonToo() throws Exception {
        var noPath = api.send("GET", "/%2e%2e/graphql", Map.of(), new byte[0]);
        assertThat(noPath.status()).isEqualTo(400);
        assertThat(noPath.headers()).containsEntry("Content-Type", JSON);
        assertThat(noPath.body()).isEqualTo("{\"error\": \"Bad Request\"}\n");

        var health = health();
        var gone = new Addresses(
                new GraphqlRoutes(engine, TestStreams.hub(live(), database.database())),
                List.of(
                        new RestRoutes(
                                        health,
                                        snapshots(),
                                        TestStreams.hub(live(), database.database()),
                                        live().limits())::addTo,
                        listing()::addTo),
                Routes.Admission.ALL,
                health,
                new MetricsFiles(folder.resolve("gone"), Clock.systemUTC()),
                false);
        try (var other = start("gone.sock", 0, gone)) {
            var fault = Http.at(other.metricsPort()).get("/metrics");
            assertThat(fault.status()).isEqualTo(500);
            assertThat(fault.body()).isEqualTo("{\"error\": \"a fault of the ticker; it is in its log\"}\n");
        }
    }

    @Test
    void healthIsOnlyRead() throws IOException {
        for (String method : new String[] {"POST", "DELETE", "PUT"}) {
            var answer = api.send(method, "/healthz", Map.of(), new byte[0]);
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS");
        }
    }

    @Test
    void healthReportsThatItIsFresh() throws IOException {
        var health = api.get("/healthz");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.headers()).containsEntry("Cache-Control", "no-store").containsEntry("Content-Type", JSON);
        assertThat(health.body()).startsWith("{\"status\":\"degraded\",\"reasons\":[\"aggregator is missing\"");
    }

    @Test
    void metricsAreAtTheirOwnPortAndPublicOnlyWhenASettingSaysSo() throws Exception {
        assertThat(Http.at(server.metricsPort()).get("/metrics").body()).isEqualTo("trades{program=\"ingester\"} 7\n");
        assertThat(Http.at(server.metricsPort()).get("/graphql").status()).isEqualTo(404);
        assertThat(api.get("/metrics").status()).isEqualTo(404);

        try (var other = start("other.sock", 0, addresses(true))) {
            assertThat(other.metricsPort()).isPositive();
            assertThat(Http.at(folder.resolve("other.sock")).get("/metrics").body())
                    .isEqualTo("trades{program=\"ingester\"} 7\n");
        }
    }

    @Test
    void aPortInUseIsReportedInOneLine() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> start("third.sock", port, addresses(false)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("METRICS_PORT: expected a free port, found 127.0.0.1:" + port
                            + " in use; stop what listens there, or choose another port");
            assertThat(folder.resolve("third.sock")).doesNotExist();
        }
    }

    @Test
    void requestsAreTimedByRouteAndStatus() throws IOException {
        long before = refused();

        assertThat(api.get("/graphql").status()).isEqualTo(400);

        await().until(() -> refused() > before);
    }

    private static long refused() {
        return metrics.get("ticker.http.requests")
                .tags("route", "/graphql", "method", "GET", "status", "400")
                .timer()
                .count();
    }
}
