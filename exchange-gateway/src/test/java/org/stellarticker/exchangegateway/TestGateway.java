package org.stellarticker.exchangegateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.link.ExchangeClient;
import org.stellarticker.http.ApiServer;
import org.stellarticker.http.EventStream;
import org.stellarticker.http.Http;
import org.stellarticker.http.Listeners;
import org.stellarticker.http.Routes;

/** A gateway over a unix socket, and what tests ask it. */
final class TestGateway implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> NO_HEADERS = Map.of();
    private static final AtomicInteger NAMES = new AtomicInteger();

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final Gateway gateway;
    final GatewayConfig config;
    final Path socket;
    private final Stop stop = new Stop();
    private final ExchangeClient client;
    private final ApiServer server;
    private final Http http;
    private final Thread feed;

    private TestGateway(Path state, int copy, Map<String, String> settings) throws Exception {
        var environment = new HashMap<>(settings);
        environment.put("TICKER_STATE", state.toString());
        config = GatewayConfig.read(Settings.of(environment));
        client = ExchangeClient.open(config.engine());
        gateway = new Gateway(config, client, work("events"), Traces.off());
        gateway.register(metrics);
        var routes = new Routes("nothing else");
        gateway.addTo(routes);
        socket = config.socket(copy);
        server = ApiServer.start(
                new Listeners(socket, Optional.empty(), Optional.empty()), routes, new Routes(""), metrics);
        http = Http.at(socket);
        feed = Thread.ofVirtual().start(() -> {
            try {
                gateway.feed().follow(stop);
            } catch (Exception fault) {
                throw new IllegalStateException(fault);
            }
        });
    }

    /** Starts one, without waiting for the engine. */
    static TestGateway start(Path state, int copy, Map<String, String> settings) throws Exception {
        return new TestGateway(state, copy, settings);
    }

    /** Starts the first one, and waits until it answers. */
    static TestGateway start(Path state) throws Exception {
        var gateway = start(state, 1, Map.of("EXCHANGE_ORDERS_PER_SECOND", "100000"));
        gateway.awaitAnswers();
        return gateway;
    }

    WorkContext work(String name) {
        return new WorkContext(new Progress(name, Clock.systemUTC()), Clock.systemUTC(), stop);
    }

    Stop stop() {
        return stop;
    }

    void awaitAnswers() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> http.get("/api/v3/tickers").status() == 200);
    }

    /** Whether the engine can be asked now. */
    boolean isConnected() {
        return client.isConnected();
    }

    Instrument instrument() {
        return client.instruments().getFirst();
    }

    List<Instrument> instruments() {
        return client.instruments();
    }

    /** A trader: a token of the demo, whose account nobody else has. */
    Trading trader() throws IOException {
        return trader("test-" + NAMES.incrementAndGet() + "-" + System.nanoTime());
    }

    Trading trader(String name) throws IOException {
        Http.Response answer = http.post("/api/v3/demo/token", "application/json", "{\"subject\":\"" + name + "\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return new Trading(MAPPER.readTree(answer.body()).get("token").asText());
    }

    Http.Response get(String path) throws IOException {
        return http.get("/api/v3" + path);
    }

    JsonNode json(String path) throws IOException {
        Http.Response answer = get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body());
    }

    Http.Response send(String method, String path, Map<String, String> headers, String body) throws IOException {
        return http.send(method, "/api/v3" + path, headers, body.getBytes(UTF_8));
    }

    static JsonNode json(Http.Response answer) throws IOException {
        return MAPPER.readTree(answer.body());
    }

    EventStream follow(String path) throws IOException {
        return EventStream.open(socket, "/api/v3" + path, NO_HEADERS);
    }

    /** The requests of one account. */
    final class Trading {

        final String token;
        private int orders;

        Trading(String token) {
            this.token = token;
        }

        Map<String, String> headers() {
            return Map.of("Authorization", "Bearer " + token);
        }

        Http.Response send(String method, String path, String body) throws IOException {
            return TestGateway.this.send(method, path, headers(), body);
        }

        Http.Response get(String path) throws IOException {
            return send("GET", path, "");
        }

        JsonNode json(String path) throws IOException {
            Http.Response answer = get(path);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return MAPPER.readTree(answer.body());
        }

        /** The JSON of a limit order; its client order id is a new one. */
        String limit(String side, String price, String amount) {
            return order(side, "\"price\":\"" + price + "\",\"amount\":\"" + amount + "\"");
        }

        /** The JSON of an order with more members. */
        String order(String side, String members) {
            return "{\"client_order_id\":\"o-" + ++orders + "\",\"instrument\":\""
                    + instrument().symbol() + "\",\"side\":\"" + side + "\"," + members + "}";
        }

        /** Places an order that is accepted. */
        JsonNode place(String order) throws IOException {
            Http.Response answer = send("POST", "/order", order);
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            return MAPPER.readTree(answer.body());
        }

        String balance(String asset, String member) throws IOException {
            for (JsonNode balance : json("/accounts/me").get("balances")) {
                if (balance.get("asset").asText().equals(asset)) {
                    return balance.get(member).asText();
                }
            }
            throw new AssertionError("no balance of " + asset);
        }

        EventStream follow(String... lastEventId) throws IOException {
            var headers = new HashMap<>(headers());
            for (String id : lastEventId) {
                headers.put("Last-Event-ID", id);
            }
            return EventStream.open(socket, "/api/v3/accounts/me/stream", headers);
        }
    }

    @Override
    public void close() throws IOException {
        stop.request();
        feed.interrupt();
        await().until(() -> !feed.isAlive());
        server.close();
        client.close();
    }
}
