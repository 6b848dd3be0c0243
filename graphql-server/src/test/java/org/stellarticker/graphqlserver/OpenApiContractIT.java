package org.stellarticker.graphqlserver;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aPoolTrade;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.coverage.GapStore;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.SavedWindows;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.docs.OpenApiDocument;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.rest.RestRoutes;
import org.stellarticker.graphqlserver.rest.market.OverviewRoutes;
import org.stellarticker.graphqlserver.stream.StreamHub;
import org.stellarticker.graphqlserver.stream.TestStreams;
import org.stellarticker.http.EventStream;
import org.stellarticker.http.Http;
import org.stellarticker.http.RegisteredRoutes;
import org.stellarticker.http.Routes;
import org.stellarticker.http.TestApi;
import org.stellarticker.http.limit.FairTurns;
import org.stellarticker.http.openapi.OpenApi;
import org.stellarticker.http.openapi.OpenApi.Parameter;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.directory.DirectoryEntry;
import org.stellarticker.marketdata.directory.DomainList;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/**
 * Compares REST with its OpenAPI document in both directions: all that is served is documented, and all that is documented
 * occurs.
 */
class OpenApiContractIT {

    private static final Clock CLOCK = Clock.fixed(NOON.plusSeconds(10), ZoneOffset.UTC);
    private static final String PATH = "/api/v1";
    private static final String STREAM = PATH + "/stream";
    private static final String MARKET = "base=native&counter=" + USD.key();
    private static final String CLIENT = "192.0.2.7";

    /** With them, all members and headers occur. */
    private static final List<String> REQUESTS = List.of(
            "/markets/native/" + USD.key(),
            "/markets/native/" + USD.key() + "?window=7d",
            "/markets/native/NEW:" + USD.issuer(),
            "/markets/native/" + USD.key() + "/depth?sizes=0.0000001,1",
            "/candles?interval=1h&" + MARKET,
            "/candles?interval=1h&from=2026-03-01T09:30:00Z&limit=1&fill=true&" + MARKET,
            "/klines?interval=1h&" + MARKET,
            "/vwap?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&" + MARKET,
            "/trades?limit=2&from=2026-03-01T00:00:00Z&" + MARKET,
            "/trades?order=asc&" + MARKET,
            "/orderbook?" + MARKET,
            "/pools?limit=1",
            "/pools/" + "0123456789abcdef".repeat(4),
            "/pools/" + "0".repeat(64),
            "/audit?limit=1",
            "/markets?limit=1",
            "/markets?window=7d&sort=change",
            "/assets?limit=1",
            "/assets/native",
            "/assets/" + USD.key(),
            "/assets/NOWHERE:" + USD.issuer(),
            "/price?asset=native",
            "/price?quote=native&asset=" + USD.key(),
            "/prices?assets=native,NOWHERE:" + USD.issuer() + "," + USD.key(),
            "/prices/history?interval=1h&quote=native&from=2026-03-01T00:00:00Z&limit=1&asset=" + USD.key(),
            "/twap?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&" + MARKET,
            "/search?q=us",
            "/movers?by=volume",
            "/movers?by=gain",
            "/movers?window=7d&by=new",
            "/auth?account=GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN",
            "/subscription-types",
            "/status",
            "/openapi.json");

    private static final AssetDirectory DIRECTORY = new AssetDirectory(
            Map.of(USD.issuer(), new DirectoryEntry("A bank", "bank.example", List.of("anchor"))), DomainList.NONE);

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static final Stop stop = new Stop();
    private static final OpenApi document = OpenApi.read(OpenApiDocument.class);
    private static Collection<Consumer<Routes>> faces = List.of();
    private static Thread following = new Thread();
    private static TestApi api;
    private static KeyedRequests keyed;

    @BeforeAll
    static void start() throws Exception {
        StoredMarket.store(db);
        MoreRows.store(db);
        db.execute("insert into network (passphrase) values ('Test SDF Network ; September 2015')");
        var live = new LiveDatabase(db.database(), CLOCK);
        StreamHub hub = TestStreams.hub(live, db.database());
        following = Thread.ofPlatform().start(() -> {
            try {
                hub.follow(stop);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        faces = faces(live, db.database(), hub);
        api = serve(faces);
        keyed = new KeyedRequests(document, db.database(), api.socket(), CLOCK);
    }

    private static List<Consumer<Routes>> faces(LiveDatabase live, Database database, StreamHub hub) {
        var config = GraphqlServerConfig.read(Settings.of(Map.of(
                "DATABASE_URL",
                "postgresql://ticker:secret@unused.example:5432/ticker",
                "TICKER_STATE",
                folder.toString())));
        var health = new Health(live, folder, CLOCK, "7", Optional::empty);
        var snapshots = new SnapshotCache(live::snapshot, CLOCK);
        var all = new ArrayList<>(Main.faces(
                config,
                live,
                snapshots,
                CLOCK,
                () -> DIRECTORY,
                new RestRoutes(health, snapshots, hub, live.limits()),
                new OverviewRoutes(snapshots, config.references(), () -> DIRECTORY, live.limits())));
        all.addAll(KeyedRequests.open(live, database, CLOCK));
        return all;
    }

    private static TestApi serve(Collection<Consumer<Routes>> all) throws Exception {
        return TestApi.start(folder, routes -> all.forEach(face -> face.accept(routes)));
    }

    @AfterAll
    static void end() throws Exception {
        stop.request();
        following.interrupt();
        following.join();
        api.close();
    }

    @Test
    void everyRouteIsDocumentedAndEveryDocumentedOneIsThere() {
        assertThat(document.operations().stream().map(Object::toString))
                .containsExactlyInAnyOrderElementsOf(
                        RegisteredRoutes.below(PATH, faces).keySet());
    }

    @Test
    void everyDocumentedAnswerAndMemberOccursAndNoOther() throws Exception {
        for (String request : REQUESTS) {
            askInAllWays(PATH + request);
        }
        for (String path : document.paths()) {
            if (document.documents(path, 400)) {
                Parameter first = parameters(path).findFirst().orElseThrow();
                String bad = request(
                        path, List.of(first), Map.of(first.name(), first.name().equals("q") ? "" : "!"));
                document.check(bad, ask(api, bad, Map.of()));
            }
        }
        listen();
        keyed.ask();
        var live = new LiveDatabase(db.database(), CLOCK);
        try (var closed = serve(KeyedRequests.closed(live, db.database(), CLOCK))) {
            keyed.askClosed(closed.socket());
        }
        askWhileTheDatabaseIsAway();
        askWhileOthersWait();

        var missing = document.missing();
        // nginx refuses these, as routes that read nothing have no turns; and it answers while the program is away.
        missing.removeIf(answer -> answer.matches("/api/v1/(status|openapi\\.json) (429|503) .*"));
        // A stream has no end; AccountSubscriptionsIT reads one.
        missing.remove(PATH + "/subscriptions/{id}/stream 200 text/event-stream");
        // What a wallet gets is checked in SignInIT.
        missing.removeIf(answer -> answer.matches("POST /api/v1/auth (200|403|409) .*"));
        // The stream's own refusals by nginx are those of all; a client is too slow only behind 256 KiB.
        missing.remove(STREAM + " event overflow");
        // One market and one listed asset are stored, so these lists have one page; OverviewIT turns theirs.
        missing.removeIf(answer -> answer.matches("/api/v1/(assets|markets) 200 Link"));
        assertThat(missing).isEmpty();
    }

    /** Asks as JSON, as CSV where a list is, and whether the answer is still the newest. */
    private static void askInAllWays(String request) throws IOException {
        Http.Response answer = ask(api, request, Map.of());
        document.check(request, answer);
        String path = request.split("\\?", 2)[0];
        if (answer.headers().containsKey("ETag")) {
            Http.Response known =
                    ask(api, request, Map.of("If-None-Match", answer.headers().getOrDefault("ETag", "")));
            assertThat(known.status()).isEqualTo(304);
            document.check(request, known);
        }
        if (document.paths().contains(path) && document.documents(path, 200, "text/csv")) {
            document.check(request, ask(api, request + "&format=csv", Map.of()));
            Http.Response accepted = ask(api, request, Map.of("Accept", "text/csv"));
            assertThat(accepted.headers().getOrDefault("Content-Type", "")).startsWith("text/csv");
            document.check(request, accepted);
        }
    }

    private static void listen() throws Exception {
        String id;
        try (var stream = EventStream.open(
                api.socket(), STREAM + "?topics=trades,corrections,markets,candles:1h&" + MARKET, Map.of())) {
            await().until(() -> !stream.lastId().isEmpty());
            id = stream.lastId();
            var position = stream.nextPosition();
            document.checkEvent(STREAM, position.type(), position.data());
            store(EventKind.TRADES_STORED, aTrade(20, 0, NOON.plusSeconds(2)));
            store(EventKind.TRADES_BACKFILLED, aTrade(21, 0, NOON.plusSeconds(2)));
            var types = new ArrayList<String>();
            while (!types.containsAll(List.of("trade", "correction", "market", "candle"))) {
                var event = stream.next();
                document.checkEvent(STREAM, event.type(), event.data());
                types.add(event.type());
            }
        }
        db.execute("delete from event_log where position = 1");
        try (var stream =
                EventStream.open(api.socket(), STREAM + "?topics=trades&" + MARKET, Map.of("Last-Event-ID", id))) {
            var event = stream.next();
            assertThat(event.type()).isEqualTo("reset");
            document.checkEvent(STREAM, event.type(), event.data());
        }
    }

    private static void store(EventKind kind, Trade trade) {
        var events = new EventLog();
        db.database()
                .commit(tx -> new TradeStore(db.database())
                        .insert(tx, List.of(trade), TradeSource.STREAM)
                        .events(kind)
                        .forEach(event -> events.append(tx, event)));
    }

    private static void askWhileTheDatabaseIsAway() throws Exception {
        var address = DatabaseAddress.parse("jdbc:postgresql://127.0.0.1:1/nowhere");
        try (var nowhere = Database.openReadPool(address, "test")) {
            var live = new LiveDatabase(nowhere, CLOCK);
            try (var down = serve(faces(live, nowhere, TestStreams.hub(live, nowhere)))) {
                for (String path : document.paths()) {
                    String request = request(path, required(path), Map.of());
                    document.check(request, ask(down, request, Map.of()));
                }
                keyed.askAll(down.socket(), 503);
            }
        }
    }

    /** All turns of the client are taken, and as many of its requests wait as may. */
    private static void askWhileOthersWait() throws Exception {
        for (var route : RegisteredRoutes.below(PATH, faces).entrySet()) {
            if (route.getValue().isPresent()) {
                FairTurns turns = route.getValue().get();
                var others = new ArrayList<Thread>();
                try {
                    String path = route.getKey().substring(route.getKey().indexOf(PATH));
                    fill(turns, others);
                    if (document.paths().contains(path) && route.getKey().startsWith("GET")) {
                        String request = request(path, required(path), Map.of());
                        Http.Response refused = ask(api, request, Map.of());
                        assertThat(refused.status()).as(request).isEqualTo(429);
                        document.check(request, refused);
                    } else {
                        keyed.ask(route.getKey(), 429);
                    }
                } finally {
                    others.forEach(Thread::interrupt);
                    for (Thread other : others) {
                        other.join();
                    }
                }
            }
        }
    }

    private static void fill(FairTurns turns, List<Thread> others) {
        int most = turns.bounds().running() + turns.bounds().waitingOfOne();
        for (int i = 0; i < most; i++) {
            others.add(Thread.ofVirtual().start(() -> hold(turns)));
        }
        await().until(() -> turns.waiting() == turns.bounds().waitingOfOne());
    }

    private static void hold(FairTurns turns) {
        try {
            turns.begin(CLIENT);
            try {
                Thread.sleep(Long.MAX_VALUE);
            } finally {
                turns.end(CLIENT);
            }
        } catch (Exception ended) {
            // The test has asked.
        }
    }

    @Test
    void everyParameterIsReadAsItIsDocumented() throws Exception {
        for (String path : document.paths()) {
            List<Parameter> all = parameters(path).toList();
            for (Parameter parameter : all) {
                // Any text may be searched for, but for a long one.
                List<String> wrong = new ArrayList<>(
                        parameter.name().equals("q")
                                ? List.of("x"
                                        .repeat(parameter
                                                        .schema()
                                                        .get("maxLength")
                                                        .asInt()
                                                + 1))
                                : List.of("!"));
                if (parameter.schema().has("minimum")) {
                    wrong.add(String.valueOf(parameter.schema().get("minimum").asLong() - 1));
                    wrong.add(String.valueOf(parameter.schema().get("maximum").asLong() + 1));
                }
                for (String value : wrong) {
                    var given = new ArrayList<>(required(path));
                    given.remove(parameter);
                    given.add(parameter);
                    var others = Map.of(parameter.name(), value);
                    var refused = ask(api, request(path, given, others), headers(given, others));
                    assertThat(refused.body())
                            .as("%s %s=%s", path, parameter.name(), value)
                            .contains("\"field\":\"" + parameter.name() + "\",\"value\":\""
                                    + value.substring(0, Math.min(10, value.length())));
                    assertThat(refused.status()).isEqualTo(400);
                }
            }
            if (!path.equals(STREAM)) {
                for (List<Parameter> given : List.of(required(path), all)) {
                    String request = request(path, given, Map.of());
                    assertThat(ask(api, request, Map.of()).status()).as(request).isIn(200, 404);
                }
            }
        }
        String request = request(STREAM, parameters(STREAM).toList(), Map.of());
        try (var stream = EventStream.open(
                api.socket(), request, headers(parameters(STREAM).toList(), Map.of()))) {
            assertThat(stream.status()).as(request).contains("200");
        }
    }

    private static Stream<Parameter> parameters(String path) {
        return document.parameters(path).stream();
    }

    private static List<Parameter> required(String path) {
        return parameters(path).filter(Parameter::required).toList();
    }

    /**
     * Returns a request with the given parameters, and those of the path.
     *
     * @param others values by names; other parameters have their examples
     */
    private static String request(String path, List<Parameter> given, Map<String, String> others) {
        String query = given.stream()
                .filter(parameter -> parameter.in().equals("query"))
                .map(parameter -> parameter.name() + "=" + encoded(parameter, others))
                .collect(joining("&"));
        String filled = path;
        for (Parameter parameter : document.parameters(path)) {
            if (parameter.in().equals("path")) {
                filled = filled.replace("{" + parameter.name() + "}", encoded(parameter, others));
            }
        }
        return query.isEmpty() ? filled : filled + "?" + query;
    }

    private static String encoded(Parameter parameter, Map<String, String> others) {
        return URLEncoder.encode(others.getOrDefault(parameter.name(), parameter.text()), StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(List<Parameter> given, Map<String, String> others) {
        return given.stream()
                .filter(parameter -> parameter.in().equals("header"))
                .collect(toMap(Parameter::name, parameter -> others.getOrDefault(parameter.name(), parameter.text())));
    }

    private static Http.Response ask(TestApi server, String request, Map<String, String> headers) throws IOException {
        var all = new HashMap<>(headers);
        all.put("X-Real-IP", CLIENT);
        return server.send(request, all);
    }

    /** What the requests need beside the stored market. */
    private static final class MoreRows {

        static void store(TestDatabase db) {
            db.database().commit(tx -> {
                var trades = List.of(
                        aPoolTrade(9, 0, NOON.plusSeconds(1)),
                        aTrade(9, 1, NOON.plusSeconds(1), XLM, USD, new Price(2, 5)));
                new TradeStore(db.database()).insert(tx, trades, TradeSource.REPAIR);
            });
            db.database().commit(tx -> {
                var candles = new CandleStore();
                candles.make(tx, candles.take(tx, 100));
                var markets = new MarketStore();
                for (StoredWindow window : StoredWindow.values()) {
                    markets.saveAllWindows(tx, window, CLOCK.instant());
                }
                markets.saveSnapshot(tx, CLOCK.instant(), new SavedWindows(1, false), 0);
                new GapStore().open(tx, new Gap(NOON.minusSeconds(600), NOON.minusSeconds(300), "gone"));
            });
            db.execute("update asset set listed_at = now(), amount = 10 where code = '" + USD.code() + "'");
            db.execute("insert into liquidity_pool select '" + "f".repeat(64)
                    + "', base_asset_id, counter_asset_id, 0, 0, 30, 0, 0, as_of from liquidity_pool");
            for (int hours = 1; hours <= 2; hours++) {
                db.execute("insert into audit_window (hour, state, evidence, trades_read, trades_repaired, decided_at)"
                        + " values ('" + NOON.minus(Duration.ofHours(hours))
                        + "', 'agreed', '{backfill,pages}', 7, 1, '" + NOON + "')");
            }
        }
    }
}
