package org.stellarticker.graphqlserver.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.stream.StreamHub;
import org.stellarticker.graphqlserver.stream.TestStreams;
import org.stellarticker.http.ApiServer;
import org.stellarticker.http.EventStream;
import org.stellarticker.http.Http;
import org.stellarticker.http.Routes;
import org.stellarticker.http.TestListeners;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** Follows server-sent events over the socket that nginx uses. */
class StreamIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private final Stop stop = new Stop();
    private TradeStore trades = new TradeStore(db.database());
    private ApiServer server;
    private Thread following;
    private StreamHub hub;

    @BeforeEach
    void start() throws Exception {
        db.clear();
        trades = new TradeStore(db.database());
        var clock = Clock.systemUTC();
        var live = new LiveDatabase(db.database(), clock);
        hub = TestStreams.hub(live, db.database());
        following = TestStreams.follow(hub, stop);
        var routes = new Routes("there is nothing else");
        var snapshots = new SnapshotCache(live::snapshot, clock);
        new RestRoutes(new Health(live, folder, clock, "7", Optional::empty), snapshots, hub, live.limits())
                .addTo(routes);
        server = ApiServer.start(
                TestListeners.of(folder.resolve("api.sock"), 0), routes, new Routes(""), new SimpleMeterRegistry());
    }

    @AfterEach
    void end() throws Exception {
        stop.request();
        following.interrupt();
        following.join();
        server.close();
    }

    @Test
    void tradesAreReportedInTheDirectionThatIsAskedFor() throws Exception {
        try (var dollars = follow("topics=trades&base=" + USD.key() + "&counter=native");
                var all = follow("topics=trades")) {
            store(EventKind.TRADES_STORED, aTrade(7, 0, NOON), aTrade(7, 1, NOON, XLM, EUR, new Price(1, 4)));

            var trade = dollars.next();
            assertThat(trade.type()).isEqualTo("trade");
            assertThat(trade.data().get("base").asText()).isEqualTo(USD.key());
            assertThat(trade.data().get("counter").asText()).isEqualTo("native");
            assertThat(trade.data().get("price").asText()).isEqualTo("2");
            assertThat(trade.data().get("ingested_from").asText()).isEqualTo("stream");
            assertThat(tokens(all, 2))
                    .containsExactly(
                            aTrade(7, 0, NOON).id().toString(),
                            aTrade(7, 1, NOON).id().toString());
            assertThat(dollars.isQuiet(Duration.ofMillis(300))).isTrue();
        }
    }

    /** Public clients see an id only with an event. */
    @Test
    void theBeginningAndAQuietStreamGiveThePositionAsAnEvent() throws Exception {
        try (var stream = follow("topics=trades&base=native&counter=" + USD.key())) {
            var first = stream.nextPosition();
            assertThat(first.data().toString()).isEqualTo("{\"position\":\"" + first.id() + "\"}");
            assertThat(first.id()).startsWith("1.0.");

            store(EventKind.TRADES_STORED, aTrade(7, 1, NOON, XLM, EUR, new Price(1, 4)));

            // Nothing of this market, but its position goes on.
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> stream.nextPosition().id().startsWith("2.0."));
            assertThat(stream.all()).isEmpty();
        }
    }

    /** The ledger holds some times what may always wait. */
    @Test
    void aPromptReaderReceivesALargeLedgerBesideOneThatReadsNothing() throws Exception {
        try (var idle = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("api.sock")));
                var prompt = follow("topics=trades")) {
            idle.write(ByteBuffer.wrap(
                    "GET /api/v1/stream?topics=trades HTTP/1.0\r\nHost: idle\r\n\r\n".getBytes(US_ASCII)));
            await().until(() -> hub.subscribers() == 2);
            List<String> expected = store(EventKind.TRADES_STORED, ledger(7, 2_000));

            assertThat(tokens(prompt, expected.size())).isEqualTo(expected);
            assertThat(prompt.all()).isEmpty();
            assertThat(prompt.ended()).isFalse();
        }
    }

    /** More is stored than the 16 MiB that may wait for a client. */
    @Test
    void aReaderThatStopsIsCutOffAndResumesWithEachTradeOnce() throws Exception {
        var expected = new ArrayList<String>();
        var received = new ArrayList<String>();
        String lastId;
        try (var slow = EventStream.openUnread(folder.resolve("api.sock"), "/api/v1/stream?topics=trades", Map.of());
                var prompt = follow("topics=trades")) {
            await().until(() -> hub.subscribers() == 2);
            for (int ledger = 1; ledger <= 20; ledger++) {
                List<String> stored = store(EventKind.TRADES_STORED, ledger(ledger, 2_000));
                long storedAt = System.nanoTime();
                assertThat(tokens(prompt, stored.size())).isEqualTo(stored);
                assertThat(Duration.ofNanos(System.nanoTime() - storedAt)).isLessThan(Duration.ofSeconds(5));
                expected.addAll(stored);
            }

            slow.read();
            await().until(slow::ended);
            List<EventStream.Event> all = slow.all();
            assertThat(all.getLast().type()).isEqualTo("overflow");
            received.addAll(tokens(slow, all.size() - 1));
            lastId = slow.lastId();
            assertThat(received).as("sent before the client stopped").hasSizeLessThan(4_000);
            assertThat(prompt.ended()).isFalse();
        }
        try (var resumed = follow("topics=trades", lastId)) {
            received.addAll(tokens(resumed, expected.size() - received.size()));
            assertThat(resumed.isQuiet(Duration.ofMillis(300))).isTrue();
        }
        assertThat(received).isEqualTo(expected);
    }

    /** A client is cut off within a ledger, and others trade meanwhile. */
    @Test
    void aStreamThatIsCutWithinALedgerGoesOnWithTheRestOnce() throws Exception {
        var received = new ArrayList<String>();
        var expected = new ArrayList<String>();
        String lastId;
        try (var first = follow("topics=trades")) {
            expected.addAll(store(EventKind.TRADES_STORED, ledger(7, 5)));
            for (int i = 0; i < 3; i++) {
                received.add(first.next().data().get("paging_token").asText());
            }
            // What the client had processed when it was cut off; two more were sent.
            lastId = idOfThird(first);
        }
        expected.addAll(store(EventKind.TRADES_STORED, ledger(8, 3)));
        try (var second = follow("topics=trades", lastId)) {
            received.addAll(tokens(second, 5));
            expected.addAll(store(EventKind.WINDOW_REPAIRED, ledger(8, 4)));
            received.addAll(tokens(second, 1));
            assertThat(second.isQuiet(Duration.ofMillis(300))).isTrue();
        }
        assertThat(received).isEqualTo(expected.stream().distinct().toList());
    }

    private String idOfThird(EventStream stream) throws InterruptedException {
        var fourth = stream.next();
        String id = fourth.id();
        assertThat(id).startsWith("1.4.");
        return id.replaceFirst("^1\\.4\\.", "1.3.");
    }

    /** Reads of a database under load take seconds. */
    @Test
    void whileTheDatabaseIsReadClientsComeAndGo() throws Exception {
        try (var one = follow("topics=trades");
                Connection other = DriverManager.getConnection(db.url());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table event_position in access exclusive mode");
            await().until(() ->
                    !db.rows("select 1 from pg_locks where not granted").isEmpty());

            assertThat(CompletableFuture.supplyAsync(hub::subscribers)).succeedsWithin(Duration.ofSeconds(2));
            other.rollback();
            List<String> expected = store(EventKind.TRADES_STORED, ledger(7, 3));
            assertThat(tokens(one, 3)).isEqualTo(expected);
        }
    }

    @Test
    void correctionsNameMarketAndHours() throws Exception {
        try (var stream = follow("topics=corrections&base=native&counter=" + USD.key())) {
            store(EventKind.TRADES_BACKFILLED, aTrade(7, 0, NOON), aTrade(7, 1, NOON, XLM, EUR, new Price(1, 4)));

            var correction = stream.next();
            assertThat(correction.type()).isEqualTo("correction");
            assertThat(correction.data().toString())
                    .isEqualTo(
                            "{\"base\":\"native\",\"counter\":\"" + USD.key()
                                    + "\",\"from\":\"2026-03-01T12:00:00Z\",\"to\":\"2026-03-01T13:00:00Z\",\"reason\":\"backfill\"}");
        }
    }

    @Test
    void marketsAndCandlesBeginWithASnapshotAndFollowTheAggregator() throws Exception {
        Instant now = Instant.now();
        store(EventKind.TRADES_STORED, aTrade(7, 0, now.minusSeconds(120)));
        aggregate(now);
        try (var stream = follow("topics=markets,candles:1m&base=" + USD.key() + "&counter=native")) {
            var candle = stream.next();
            assertThat(candle.type()).isEqualTo("candle");
            assertThat(candle.data().get("interval").asText()).isEqualTo("1m");
            assertThat(candle.data().get("open").asText()).isEqualTo("2");
            var market = stream.next();
            assertThat(market.type()).isEqualTo("market");
            assertThat(market.data().get("close").asText()).isEqualTo("2");
            assertThat(market.data().get("trade_count").asInt()).isEqualTo(1);

            store(EventKind.TRADES_STORED, aTrade(8, 0, now.minusSeconds(60), XLM, USD, new Price(1, 4)));
            aggregate(now.plusSeconds(1));

            assertThat(stream.next().data().get("open").asText()).isEqualTo("4");
            assertThat(stream.next().data().get("close").asText()).isEqualTo("4");
        }
    }

    @Test
    void aPositionThatIsNoLongerKeptIsResetWithASnapshot() throws Exception {
        Instant now = Instant.now();
        String id;
        try (var stream = follow("topics=trades,markets")) {
            await().until(() -> !stream.lastId().isEmpty());
            id = stream.lastId();
        }
        store(EventKind.TRADES_STORED, aTrade(7, 0, now.minusSeconds(60)));
        store(EventKind.TRADES_STORED, aTrade(8, 0, now.minusSeconds(55)));
        db.execute("delete from event_log where position = 1");
        aggregate(now);

        try (var stream = follow("topics=trades,markets", id)) {
            assertThat(stream.next().type()).isEqualTo("reset");
            assertThat(stream.next().type()).isEqualTo("market");
            store(EventKind.TRADES_STORED, aTrade(9, 0, now.minusSeconds(50)));
            assertThat(tokens(stream, 1)).containsExactly(aTrade(9, 0, now).id().toString());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            topics=                                | topics: expected topics, separated by commas
            topics=trades,candles                  | topics: expected topics, separated by commas
            topics=candles:2m                      | topics: expected topics, separated by commas
            topics=candles:1m                      | base: expected a market, given by base and counter, for candles
            topics=trades&base=native              | counter: expected both assets of a market, or neither
            topics=trades&after=7                  | after: expected a position that a stream gave, found "7"
            topics=trades&base=native&counter=XLM  | counter: expected another asset than base
            """)
    void badParametersAreNamed(String query, String expected) throws IOException {
        var refused = Http.at(folder.resolve("api.sock")).get("/api/v1/stream?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(refused.body()).contains(expected.replace("\"", "\\\""));
    }

    @Test
    void aBadLastEventIdIsNamed() throws IOException {
        var refused = Http.at(folder.resolve("api.sock"))
                .send("GET", "/api/v1/stream?topics=trades", Map.of("Last-Event-ID", "seven"), new byte[0]);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("Last-Event-ID: expected a position that a stream gave");
    }

    private EventStream follow(String query) throws Exception {
        var stream = EventStream.open(folder.resolve("api.sock"), "/api/v1/stream?" + query, Map.of());
        assertThat(stream.status()).contains("200");
        // The client has a position as soon as it is subscribed.
        await().until(() -> !stream.lastId().isEmpty());
        return stream;
    }

    private EventStream follow(String query, String lastId) throws Exception {
        return EventStream.open(folder.resolve("api.sock"), "/api/v1/stream?" + query, Map.of("Last-Event-ID", lastId));
    }

    private static List<String> tokens(EventStream stream, int count) throws InterruptedException {
        var tokens = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            tokens.add(stream.next().data().get("paging_token").asText());
        }
        return tokens;
    }

    private static Trade[] ledger(int sequence, int size) {
        var trades = new Trade[size];
        for (int index = 0; index < size; index++) {
            trades[index] = aTrade(sequence, index, NOON.plusSeconds(sequence));
        }
        return trades;
    }

    /** Returns the ids of the trades. */
    private List<String> store(EventKind kind, Trade... batch) {
        var events = new EventLog();
        db.database()
                .commit(tx -> trades.insert(tx, List.of(batch), TradeSource.STREAM)
                        .events(kind)
                        .forEach(event -> events.append(tx, event)));
        return List.of(batch).stream().map(trade -> trade.id().toString()).toList();
    }

    private static void aggregate(Instant asOf) {
        TestStreams.aggregate(db.database(), asOf);
    }
}
