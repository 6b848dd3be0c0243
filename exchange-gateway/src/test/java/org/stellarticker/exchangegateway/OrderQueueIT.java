package org.stellarticker.exchangegateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.exchangegateway.TestGateway.Trading;
import org.stellarticker.exchangegateway.amqp.OrderQueue;
import org.stellarticker.exchangegateway.amqp.RabbitBroker;

/** Orders by a real RabbitMQ. It is killed by the last test. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OrderQueueIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    static Path folder;

    private static EngineProcess engine;
    private static RabbitBroker broker;
    private static TestGateway gateway;
    private static SimpleMeterRegistry metrics;
    private static Thread orders;

    private Connection connection;
    private Channel channel;
    private String replies;

    @BeforeAll
    static void start() throws Exception {
        engine = EngineProcess.start(folder);
        broker = RabbitBroker.start(Files.createDirectory(folder.resolve("rabbit")));
        gateway = TestGateway.start(folder);
        metrics = new SimpleMeterRegistry();
        orders = consume(gateway);
    }

    /** Has a gateway take orders from the broker. */
    private static Thread consume(TestGateway of) {
        GatewayConfig config =
                GatewayConfig.read(Settings.of(Map.of("TICKER_STATE", folder.toString(), "AMQP_URL", broker.url())));
        OrderQueue queue = of.gateway.orders(config, of.work("orders"), metrics).orElseThrow();
        return Thread.ofPlatform().start(() -> {
            try {
                queue.follow(of.stop());
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @AfterAll
    static void end() throws Exception {
        gateway.close();
        orders.interrupt();
        orders.join();
        broker.close();
        engine.close();
    }

    @BeforeEach
    void connect() throws Exception {
        connection = broker.connect();
        channel = connection.createChannel();
        channel.confirmSelect();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            try (Channel trial = connection.createChannel()) {
                return trial.queueDeclarePassive(OrderQueue.DEAD).getMessageCount() >= 0;
            }
        });
        channel.queuePurge(OrderQueue.DEAD);
        replies = channel.queueDeclare().getQueue();
    }

    @AfterEach
    void disconnect() throws IOException {
        if (connection.isOpen()) {
            connection.close();
        }
    }

    private void send(String body, String correlation) throws Exception {
        var properties = new AMQP.BasicProperties.Builder()
                .deliveryMode(2)
                .replyTo(replies)
                .correlationId(correlation)
                .build();
        send(body, properties);
    }

    private void send(String body, AMQP.BasicProperties properties) throws Exception {
        channel.basicPublish("", OrderQueue.ORDERS, properties, body.getBytes(UTF_8));
        channel.waitForConfirmsOrDie(20_000);
    }

    private GetResponse next(String queue) {
        var found = new AtomicReference<GetResponse>();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            found.set(channel.basicGet(queue, true));
            return found.get() != null;
        });
        return found.get();
    }

    /** The next answer. */
    private JsonNode answer(int status, String correlation) throws IOException {
        GetResponse reply = next(replies);
        String body = new String(reply.getBody(), UTF_8);
        assertThat(reply.getProps().getHeaders()).as(body).containsEntry(OrderQueue.STATUS, status);
        assertThat(reply.getProps().getCorrelationId()).isEqualTo(correlation);
        return MAPPER.readTree(body);
    }

    private static String message(String action, Trading trader, String order) {
        return "{\"action\":\"" + action + "\",\"token\":\"" + trader.token + "\"," + order.substring(1);
    }

    @Test
    void ordersArePlacedAmendedAndCancelled() throws Exception {
        Trading alice = gateway.trader();
        send(message("place", alice, alice.limit("buy", "0.2", "5")), "1");
        JsonNode placed = answer(201, "1");
        String id = placed.get("id").asText();
        assertThat(placed.get("status").asText()).isEqualTo("submitted");
        assertThat(alice.json("/order/" + id)).isEqualTo(placed);

        send(message("amend", alice, "{\"id\":\"" + id + "\",\"price\":\"0.21\"}"), "2");
        assertThat(answer(200, "2").get("price").asText()).isEqualTo("0.21");

        send(message("cancel", alice, "{\"id\":\"" + id + "\"}"), "3");
        assertThat(answer(200, "3").get("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void aMessageThatComesTwiceCountsOnce() throws Exception {
        Trading alice = gateway.trader();
        String message = message("place", alice, alice.limit("buy", "0.2", "5"));
        send(message, "1");
        send(message, "2");

        JsonNode first = answer(201, "1");
        assertThat(answer(200, "2")).isEqualTo(first);
        assertThat(alice.json("/orders").get("items")).hasSize(1);
    }

    @Test
    void whatRestRefusesIsRefusedHereToo() throws Exception {
        Trading alice = gateway.trader();
        send(message("place", alice, alice.limit("buy", "0.200001", "0.5")), "1");
        JsonNode fields = answer(400, "1");
        assertThat(fields.get("faults").findValuesAsText("field")).containsExactly("price", "amount");
        assertThat(fields.get("code").asText()).isEqualTo("INVALID_REQUEST");

        send(message("place", alice, alice.limit("buy", "2", "900000")), "2");
        assertThat(answer(409, "2").get("code").asText()).isEqualTo("BALANCE_TOO_SMALL");

        send(message("cancel", alice, "{\"id\":\"019e2f3c-8a5b-7c44-9d2e-5b1f6a7c8d9e\"}"), "3");
        assertThat(answer(404, "3").get("code").asText()).isEqualTo("UNKNOWN_ORDER");

        send(message("cancel", alice, "{\"id\":\"x\"}"), "4");
        assertThat(answer(400, "4").get("field").asText()).isEqualTo("id");

        send(message("place", alice, alice.limit("buy", "0.2", "5")).replace(alice.token, "a.b.c"), "5");
        assertThat(answer(401, "5").get("code").asText()).isEqualTo("TOKEN_MALFORMED");

        assertThat(alice.json("/orders?status=all").get("items")).isEmpty();
        assertThat(channel.messageCount(OrderQueue.DEAD)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"action\":\"place\"}",
                "{\"action\":\"buy\",\"token\":\"a.b.c\",\"client_order_id\":\"x\"}",
                "{\"action\":\"place\",\"token\":\"a.b.c\"}",
                "{\"action\":\"place\",\"token\":7,\"client_order_id\":\"x\"}",
                "{\"action\":\"place\",\"client_order_id\":\"x\"}",
            })
    void poisonGoesToTheDeadLetterQueueWithItsReason(String body) throws Exception {
        send(body, "1");

        GetResponse dead = next(OrderQueue.DEAD);

        assertThat(new String(dead.getBody(), UTF_8)).isEqualTo(body);
        assertThat(String.valueOf(dead.getProps().getHeaders().get(OrderQueue.REASON)))
                .startsWith("INVALID_REQUEST")
                .contains("expected");
        assertThat(dead.getProps().getCorrelationId()).isEqualTo("1");
        assertThat(channel.messageCount(replies)).isZero();
        assertThat(channel.messageCount(OrderQueue.ORDERS)).isZero();
    }

    /** The broker would put a copy back into the queue, again and again. */
    @Test
    void poisonNamesNoQueueForACopy() throws Exception {
        send(
                "x",
                new AMQP.BasicProperties.Builder()
                        .headers(Map.of("CC", List.of("elsewhere"), "kept", "yes"))
                        .build());

        GetResponse dead = next(OrderQueue.DEAD);

        assertThat(dead.getProps().getHeaders()).containsKey("kept").doesNotContainKeys("CC", "BCC");
    }

    @Test
    void aRefusalThatNobodyWaitsForIsKept() throws Exception {
        Trading alice = gateway.trader();
        send(
                message("place", alice, alice.limit("buy", "2", "900000")),
                new AMQP.BasicProperties.Builder().deliveryMode(2).build());

        GetResponse dead = next(OrderQueue.DEAD);

        assertThat(String.valueOf(dead.getProps().getHeaders().get(OrderQueue.REASON)))
                .startsWith("BALANCE_TOO_SMALL");
    }

    @Test
    void messagesAreCountedByWhatBecameOfThem() throws Exception {
        double before = count("taken");
        Trading alice = gateway.trader();
        send(message("place", alice, alice.limit("buy", "0.2", "5")), "1");
        answer(201, "1");

        await().until(() -> count("taken") == before + 1);
    }

    private static double count(String outcome) {
        return metrics.get("ticker.exchange.gateway.messages")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    /** The broker and the engine are killed in between; each order is there, once. */
    @Test
    @Order(Integer.MAX_VALUE)
    void nothingIsLostOrDoubledWhenBrokerAndEngineAreKilled() throws Exception {
        Trading alice = gateway.trader();
        var none = new AMQP.BasicProperties.Builder().deliveryMode(2).build();
        for (int i = 0; i < 60; i++) {
            send(message("place", alice, alice.limit("buy", "0.2", "5")), none);
            if (i == 20) {
                engine.kill();
                engine.startAgain();
            } else if (i == 40) {
                broker.killAndStartAgain();
                connection = broker.connect();
                channel = connection.createChannel();
                channel.confirmSelect();
            }
        }
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> names(alice).size() == 60);
        assertThat(alice.json("/orders?limit=200").get("items")).hasSize(60);
        await().atMost(Duration.ofSeconds(20)).until(() -> channel.messageCount(OrderQueue.ORDERS) == 0);
        assertThat(channel.messageCount(OrderQueue.DEAD)).isZero();
    }

    private static Set<String> names(Trading trader) throws IOException {
        var names = new HashSet<String>();
        for (JsonNode order : trader.json("/orders?limit=200").get("items")) {
            names.add(order.get("client_order_id").asText());
        }
        return names;
    }
}
