package org.stellarticker.exchangegateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.stellarticker.exchangegateway.OrderQueueClient.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.exchangegateway.TestGateway.Trading;
import org.stellarticker.exchangegateway.amqp.RabbitBroker;
import org.stellarticker.exchangegateway.token.DemoIssuer;
import org.stellarticker.exchangegateway.token.TokenRules;

/** A gateway ends before it acknowledges messages, whose commands took effect or not, and the broker delivers them again. */
class RedeliveredOrderIT {

    @TempDir
    static Path folder;

    private static EngineProcess engine;
    private static RabbitBroker broker;
    private static TestGateway gateway;

    /** Takes two commands of an account at once, and one a second. */
    private static TestGateway limited;

    private OrderConsumer consumer;
    private OrderQueueClient client;

    @BeforeAll
    static void start() throws Exception {
        engine = EngineProcess.start(folder);
        broker = RabbitBroker.start(Files.createDirectory(folder.resolve("rabbit")));
        gateway = TestGateway.start(folder);
        limited = TestGateway.start(folder, 2, Map.of("EXCHANGE_ORDERS_PER_SECOND", "1"));
    }

    @AfterAll
    static void end() throws Exception {
        limited.close();
        gateway.close();
        broker.close();
        engine.close();
    }

    @BeforeEach
    void connect() throws Exception {
        consumer = OrderConsumer.start(gateway, folder, broker);
        client = OrderQueueClient.connect(broker);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        consumer.close();
    }

    /** Sends messages; a gateway gets them when they are delivered again. */
    private void redeliver(TestGateway to, String... messages) throws Exception {
        consumer.close();
        for (String message : messages) {
            client.send(message, "1");
        }
        client.putBack(messages.length);
        consumer = OrderConsumer.start(to, folder, broker);
    }

    private static String expired(String name) throws IOException {
        Clock before = Clock.fixed(Instant.now().minus(DemoIssuer.LIFE).minus(Duration.ofHours(1)), ZoneOffset.UTC);
        return DemoIssuer.open(gateway.config.issuerKey(), gateway.config.rules(), before)
                .issue(name)
                .token();
    }

    @Test
    void anOrderThatIsThereIsTheAnswerThoughTheTokenExpiredMeanwhile() throws Exception {
        Trading alice = gateway.trader("alice");
        String order = alice.limit("buy", "0.2", "5");
        JsonNode placed = alice.place(order);
        String message = message("place", expired("alice"), order);

        redeliver(gateway, message);

        assertThat(client.answer(200, "1")).isEqualTo(placed);
        client.send(message, "2");
        assertThat(client.answer(401, "2").get("code").asText()).isEqualTo("TOKEN_EXPIRED");
    }

    /** It is not refused as if it had no effect. */
    @Test
    void anOrderThatIsThereWaitsForTheIssuersKeys() throws Exception {
        try (var issuer = Issuer.start(gateway);
                var trusting = TestGateway.start(folder, 3, issuer.settings())) {
            trusting.awaitAnswers();
            Trading grace = gateway.trader();
            String order = grace.limit("buy", "0.2", "5");
            JsonNode placed = grace.place(order);

            redeliver(trusting, message("place", grace.token, order));
            await().until(() -> issuer.asked.get() > 0);
            await().during(Duration.ofMillis(500)).until(() -> client.channel.messageCount(client.replies) == 0);
            issuer.answers = true;

            assertThat(client.answer(200, "1")).isEqualTo(placed);
            consumer.close();
        }
    }

    /** Gives the keys of the demo at an address, once it answers. */
    private static final class Issuer implements AutoCloseable {

        final AtomicInteger asked = new AtomicInteger();
        private final HttpServer server;
        private final TokenRules rules;
        private volatile boolean answers;

        private Issuer(HttpServer server, TokenRules rules) {
            this.server = server;
            this.rules = rules;
        }

        static Issuer start(TestGateway of) throws IOException {
            byte[] keys = DemoIssuer.open(of.config.issuerKey(), of.config.rules(), Clock.systemUTC())
                    .keys()
                    .toString()
                    .getBytes(UTF_8);
            var issuer = new Issuer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
                    of.config.rules());
            issuer.server.createContext("/keys", exchange -> {
                issuer.asked.incrementAndGet();
                exchange.sendResponseHeaders(issuer.answers ? 200 : 500, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            issuer.server.start();
            return issuer;
        }

        Map<String, String> settings() {
            return Map.of(
                    "EXCHANGE_JWKS_URL",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/keys",
                    "EXCHANGE_JWT_ISSUER",
                    rules.issuer());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    void anOrderThatIsNotThereIsRefusedWhenTheTokenHasExpired() throws Exception {
        Trading bob = gateway.trader("bob");

        redeliver(gateway, message("place", expired("bob"), bob.limit("buy", "0.2", "5")));

        assertThat(client.answer(401, "1").get("code").asText()).isEqualTo("TOKEN_EXPIRED");
        assertThat(bob.json("/orders?status=all").get("items")).isEmpty();
    }

    @Test
    void ordersThatAreThereAreTheAnswersWhateverTheAccountSentSince() throws Exception {
        Trading carol = gateway.trader("carol");
        var messages = new ArrayList<String>();
        for (int i = 0; i < 8; i++) {
            String order = carol.limit("buy", "0.2", "5");
            carol.place(order);
            messages.add(message("place", carol.token, order));
        }

        redeliver(limited, messages.toArray(String[]::new));

        for (int i = 0; i < messages.size(); i++) {
            client.answer(200, "1");
        }
    }

    @Test
    void anotherOrderOfTheSameClientOrderIdIsRefusedAsEver() throws Exception {
        Trading dave = gateway.trader("dave");
        String order = dave.limit("buy", "0.2", "5");
        dave.place(order);

        redeliver(gateway, message("place", dave.token, order.replace("\"5\"", "\"6\"")));

        assertThat(client.answer(409, "1").get("code").asText()).isEqualTo("CLIENT_ORDER_ID_USED");
    }

    @Test
    void anOrderThatIsCancelledIsTheAnswerThoughTheTokenExpiredMeanwhile() throws Exception {
        Trading erin = gateway.trader("erin");
        String id = erin.place(erin.limit("buy", "0.2", "5")).get("id").asText();
        erin.send("DELETE", "/order/" + id, "");

        redeliver(gateway, message("cancel", expired("erin"), "{\"id\":\"" + id + "\"}"));

        assertThat(client.answer(200, "1").get("status").asText()).isEqualTo("cancelled");
    }

    /** What the order was amended to since is not undone. */
    @Test
    void anAmendmentIsNotDoneTwice() throws Exception {
        Trading frank = gateway.trader("frank");
        String id = frank.place(frank.limit("buy", "0.2", "5")).get("id").asText();
        frank.send("PATCH", "/order/" + id, "{\"amount\":\"6\"}");
        String message = message("amend", frank.token, "{\"id\":\"" + id + "\",\"amount\":\"6\"}");

        redeliver(gateway, message);
        assertThat(client.answer(200, "1").get("amount").asText()).isEqualTo("6");

        frank.send("PATCH", "/order/" + id, "{\"amount\":\"7\"}");
        redeliver(gateway, message);
        assertThat(client.answer(503, "1").get("code").asText()).isEqualTo("OUTCOME_UNKNOWN");
        assertThat(frank.json("/order/" + id).get("amount").asText()).isEqualTo("7");
    }
}
