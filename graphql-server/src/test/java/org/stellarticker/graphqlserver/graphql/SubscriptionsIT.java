package org.stellarticker.graphqlserver.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.graphqlserver.stream.TestStreams;
import org.stellarticker.http.EventStream;
import org.stellarticker.http.Http;

/** Subscribes by WebSocket and by server-sent events. */
class SubscriptionsIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final String TRADES = "subscription ($after: String) { trades(base: \\\"" + USD.key()
            + "\\\", counter: \\\"native\\\", after: $after)"
            + " { position pagingToken base price baseAmount ingestedFrom } }";

    private static final OperationLimits LIMITS =
            new OperationLimits(Duration.ofSeconds(1), Duration.ofSeconds(60), OperationLimits.USUAL.waiting());

    @TempDir
    Path folder;

    private SubscriptionServer server;

    @BeforeEach
    void start() throws Exception {
        server = new SubscriptionServer(db, folder, LIMITS);
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    /** One connection, and what came by it. */
    private static final class Socket implements WebSocket.Listener {

        private final LinkedBlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        /** The positions that pings give. */
        private final LinkedBlockingQueue<JsonNode> positions = new LinkedBlockingQueue<>();

        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private @Nullable WebSocket socket;

        static Socket open(int port) {
            var opened = new Socket();
            opened.socket = CLIENT.newWebSocketBuilder()
                    .subprotocols("graphql-transport-ws")
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/graphql"), opened)
                    .join();
            return opened;
        }

        static Socket begun(int port) throws Exception {
            var opened = open(port);
            opened.send("{\"type\":\"connection_init\"}");
            assertThat(opened.next().get("type").asText()).isEqualTo("connection_ack");
            return opened;
        }

        private WebSocket socket() {
            if (socket == null) {
                throw new AssertionError("expected an open connection");
            }
            return socket;
        }

        void send(String message) {
            socket().sendText(message, true).join();
        }

        void subscribe(String id, String query, String variables) {
            send("{\"id\":\"%s\",\"type\":\"subscribe\",\"payload\":{\"query\":\"%s\",\"variables\":%s}}"
                    .formatted(id, query, variables));
        }

        JsonNode next() throws InterruptedException {
            JsonNode message = messages.poll(20, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("expected a message, found none; closed: " + closed);
            }
            return message;
        }

        JsonNode nextPosition() throws InterruptedException {
            JsonNode position = positions.poll(20, TimeUnit.SECONDS);
            if (position == null) {
                throw new AssertionError("expected a position, found none; closed: " + closed);
            }
            return position;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    JsonNode message = JSON.readTree(text.toString());
                    if (message.get("type").asText().equals("ping")) {
                        positions.add(message.get("payload"));
                    } else {
                        messages.add(message);
                    }
                } catch (IOException noJson) {
                    throw new AssertionError(noJson);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closed.complete(status);
            return null;
        }

        void close() {
            socket().abort();
        }
    }

    @Test
    void tradesComeByWebSocketAndResumeBehindAPosition() throws Exception {
        var socket = Socket.begun(server.port());
        socket.subscribe("one", TRADES, "{}");
        awaitSubscribed(1);
        server.store(
                EventKind.TRADES_STORED,
                aTrade(7, 0, NOON),
                aTrade(7, 1, NOON),
                aTrade(7, 2, NOON, XLM, EUR, new Price(1, 4)));

        JsonNode first = socket.next();
        assertThat(first.get("id").asText()).isEqualTo("one");
        assertThat(first.get("type").asText()).isEqualTo("next");
        JsonNode trade = first.at("/payload/data/trades");
        assertThat(trade.get("base").asText()).isEqualTo(USD.key());
        assertThat(trade.get("price").asText()).isEqualTo("2");
        assertThat(trade.get("baseAmount").asText()).isEqualTo("1");
        assertThat(token(socket.next())).isEqualTo(aTrade(7, 1, NOON).id().toString());
        socket.close();

        server.store(EventKind.WINDOW_REPAIRED, aTrade(8, 0, NOON));
        var resumed = Socket.begun(server.port());
        resumed.subscribe("two", TRADES, "{\"after\":\"" + trade.get("position").asText() + "\"}");

        assertThat(token(resumed.next())).isEqualTo(aTrade(7, 1, NOON).id().toString());
        assertThat(token(resumed.next())).isEqualTo(aTrade(8, 0, NOON).id().toString());
        resumed.send("{\"id\":\"two\",\"type\":\"complete\"}");
        awaitSubscribed(0);
        resumed.close();
    }

    @Test
    void aQuietSubscriptionIsGivenItsPositionByPings() throws Exception {
        var socket = Socket.begun(server.port());
        socket.subscribe("quiet", TRADES, "{}");
        JsonNode begun = socket.nextPosition();
        assertThat(begun.get("id").asText()).isEqualTo("quiet");
        server.store(EventKind.TRADES_STORED, aTrade(7, 2, NOON, XLM, EUR, new Price(1, 4)));

        JsonNode later = begun;
        while (later.equals(begun)) {
            later = socket.nextPosition();
        }
        assertThat(socket.messages).isEmpty();
        socket.close();

        db.execute("delete from event_log where position = 1");
        server.store(EventKind.TRADES_STORED, aTrade(8, 0, NOON));
        var resumed = Socket.begun(server.port());
        resumed.subscribe(
                "resumed", TRADES, "{\"after\":\"" + later.get("position").asText() + "\"}");
        assertThat(token(resumed.next())).isEqualTo(aTrade(8, 0, NOON).id().toString());
        resumed.close();
    }

    @Test
    void aConnectionOutlivesAnOperationThatEndsWhileItIsAnswered() throws Exception {
        Trade[] past =
                IntStream.range(0, 3_000).mapToObj(i -> aTrade(7, i, NOON)).toArray(Trade[]::new);
        server.store(EventKind.TRADES_STORED, past);
        var socket = Socket.begun(server.port());
        for (int i = 0; i < 10; i++) {
            String id = "past" + i;
            socket.subscribe(id, TRADES, "{\"after\":\"1.0.0.0.0.0\"}");
            while (!socket.next().get("id").asText().equals(id)) {
                // Answers to an operation that was ended may still be under way.
            }
            socket.send("{\"id\":\"" + id + "\",\"type\":\"complete\"}");
        }

        socket.send("{\"type\":\"ping\"}");
        JsonNode last = socket.next();
        while (last.get("type").asText().equals("next")) {
            last = socket.next();
        }
        assertThat(last.get("type").asText()).isEqualTo("pong");
        awaitSubscribed(0);
        socket.close();
    }

    @Test
    void anEndedOperationLeavesTheNextOneOfItsIdAlone() throws Exception {
        var socket = Socket.begun(server.port());
        for (int i = 0; i < 50; i++) {
            socket.subscribe("same", TRADES, "{}");
            socket.send("{\"id\":\"same\",\"type\":\"complete\"}");
        }
        socket.subscribe("same", TRADES, "{}");
        awaitSubscribed(1);
        server.store(EventKind.TRADES_STORED, aTrade(7, 0, NOON));
        assertThat(token(socket.next())).isEqualTo(aTrade(7, 0, NOON).id().toString());

        socket.send("{\"id\":\"same\",\"type\":\"complete\"}");
        awaitSubscribed(0);
        socket.close();
    }

    @Test
    void aQueryThatTakesTooLongIsEnded() throws Exception {
        Instant now = Instant.now();
        server.store(EventKind.TRADES_STORED, aTrade(7, 0, now.minusSeconds(120)));
        aggregate(now);
        var socket = Socket.begun(server.port());
        try (Connection other = DriverManager.getConnection(db.url());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table market_window in access exclusive mode");
            socket.subscribe("q", "{ markets { tradePair } }", "{}");
            await().until(() ->
                    !db.rows("select 1 from pg_locks where not granted").isEmpty());
            await().pollDelay(LIMITS.longestRun().plusMillis(500)).until(() -> true);
        }

        JsonNode message = socket.next();
        assertThat(message.findValuesAsText("message")).contains("the query took too long; ask for less at once");
        socket.close();
    }

    private static String token(JsonNode message) {
        return message.at("/payload/data/trades/pagingToken").asText();
    }

    @Test
    void marketsAndCandlesBeginWithTheirNewestState() throws Exception {
        Instant now = Instant.now();
        server.store(EventKind.TRADES_STORED, aTrade(7, 0, now.minusSeconds(120)));
        aggregate(now);
        var socket = Socket.begun(server.port());
        socket.subscribe("m", "subscription { markets { position base close tradeCount } }", "{}");
        assertThat(socket.next().at("/payload/data/markets/close").asText()).isEqualTo("0.5");
        socket.subscribe(
                "c",
                "subscription { candles(base: \\\"native\\\", counter: \\\"" + USD.key()
                        + "\\\", interval: \\\"1m\\\") { position interval openTime close tradeCount } }",
                "{}");
        JsonNode candle = socket.next().at("/payload/data/candles");
        assertThat(candle.get("interval").asText()).isEqualTo("1m");
        assertThat(candle.get("close").asText()).isEqualTo("0.5");

        server.store(EventKind.TRADES_STORED, aTrade(8, 0, now.minusSeconds(60), XLM, USD, new Price(1, 4)));
        aggregate(now.plusSeconds(1));
        var closes = new ArrayList<String>();
        closes.add(close(socket.next()));
        closes.add(close(socket.next()));
        assertThat(closes).containsExactlyInAnyOrder("c 0.25", "m 0.25");
        socket.close();
    }

    private static String close(JsonNode message) {
        return message.get("id").asText() + " " + message.findValue("close").asText();
    }

    @Test
    void aQueryIsAnsweredAndCompleted() throws Exception {
        var socket = Socket.begun(server.port());
        socket.subscribe("q", "{ markets { tradePair } }", "{}");

        assertThat(socket.next().toString())
                .isEqualTo("{\"id\":\"q\",\"type\":\"next\",\"payload\":{\"data\":{\"markets\":[]}}}");
        assertThat(socket.next().toString()).isEqualTo("{\"id\":\"q\",\"type\":\"complete\"}");
        socket.send("{\"type\":\"ping\"}");
        assertThat(socket.next().get("type").asText()).isEqualTo("pong");
        socket.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            subscription { trades { nothing } }                                                    | nothing
            subscription { trades(after: \\"7\\") { position } }                                   | after: expected a position that a stream gave, found "7"
            subscription { trades(base: \\"native\\") { position } }                               | counter: expected both assets of a market, or neither
            subscription { candles(base: \\"native\\", counter: \\"native\\", interval: \\"1m\\") { close } } | counter: expected another asset than base
            subscription { trades { position } markets { position } }                              | exactly one root field
            """)
    void whatCannotBeSubscribedToIsAnError(String query, String expected) throws Exception {
        var socket = Socket.begun(server.port());
        socket.subscribe("bad", query, "{}");

        JsonNode message = socket.next();
        assertThat(message.get("type").asText()).isEqualTo("error");
        assertThat(message.at("/payload/0/message").asText()).contains(expected);
        socket.close();
    }

    @Test
    void aPositionThatIsNoLongerKeptIsAnErrorWithACode() throws Exception {
        server.store(EventKind.TRADES_STORED, aTrade(7, 0, NOON));
        server.store(EventKind.TRADES_STORED, aTrade(8, 0, NOON));
        db.execute("delete from event_log where position = 1");
        var socket = Socket.begun(server.port());
        socket.subscribe("old", TRADES, "{\"after\":\"1.0.0.0.0.0\"}");

        JsonNode message = socket.next();
        assertThat(message.get("type").asText()).isEqualTo("error");
        assertThat(message.at("/payload/0/extensions/code").asText()).isEqualTo("POSITION_NOT_KEPT");
        socket.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4400 | {"type":"hello"}
            4400 | no JSON
            4401 | {"id":"a","type":"subscribe","payload":{"query":"{ __typename }"}}
            4429 | {"type":"connection_init"} {"type":"connection_init"}
            4400 | {"type":"connection_init"} {"type":"subscribe","payload":{"query":"{ __typename }"}}
            4409 | {"type":"connection_init"} {"id":"a","type":"subscribe","payload":{"query":"subscription { trades { position } }"}} {"id":"a","type":"subscribe","payload":{"query":"subscription { trades { position } }"}}
            """)
    void aConnectionThatBreaksTheProtocolIsClosedWithItsCode(int code, String messages) throws Exception {
        var socket = Socket.open(server.port());
        for (String message : messages.split("(?<=\\}) (?=\\{)", -1)) {
            socket.send(message);
        }
        assertThat(socket.closed.get(20, TimeUnit.SECONDS)).isEqualTo(code);
    }

    @Test
    void subscriptionsComeAsServerSentEvents() throws Exception {
        String query = TRADES.replace("\\\"", "\"");
        try (var stream = EventStream.open(
                server.socket(),
                "/graphql/stream?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8),
                Map.of("Accept", "text/event-stream"))) {
            awaitSubscribed(1);
            server.store(EventKind.TRADES_STORED, aTrade(7, 0, NOON));

            var event = stream.next();
            assertThat(event.type()).isEqualTo("next");
            assertThat(event.data().at("/data/trades/price").asText()).isEqualTo("2");
        }
        awaitSubscribed(0);
    }

    @Test
    void elsewhereASubscriptionNamesItsAddresses() throws IOException {
        var http = Http.at(server.socket());

        assertThat(http.post("/graphql", "application/json", "{\"query\":\"subscription { trades { position } }\"}")
                        .body())
                .contains("expected a subscription by WebSocket (graphql-transport-ws) at /graphql");
        assertThat(http.post("/graphql/stream", "application/json", "{\"query\":7}")
                        .status())
                .isEqualTo(400);
        var withoutProtocol = CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/graphql"), new WebSocket.Listener() {});
        assertThat(withoutProtocol)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(400));
    }

    private void awaitSubscribed(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> server.subscribers() == count);
    }

    private static void aggregate(Instant asOf) {
        TestStreams.aggregate(db.database(), asOf);
    }
}
