package org.stellarticker.exchangegateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.stellarticker.exchangegateway.TestGateway.Trading;
import org.stellarticker.exchangegateway.amqp.OrderQueue;
import org.stellarticker.exchangegateway.amqp.RabbitBroker;

/** Orders by a real RabbitMQ. It is killed by the last test. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OrderQueueIT {

    @TempDir
    static Path folder;

    private static EngineProcess engine;
    private static RabbitBroker broker;
    private static TestGateway gateway;
    private static OrderConsumer consumer;

    private OrderQueueClient client;

    @BeforeAll
    static void start() throws Exception {
        engine = EngineProcess.start(folder);
        broker = RabbitBroker.start(Files.createDirectory(folder.resolve("rabbit")));
        gateway = TestGateway.start(folder);
        consumer = OrderConsumer.start(gateway, folder, broker);
    }

    @AfterAll
    static void end() throws Exception {
        gateway.close();
        consumer.close();
        broker.close();
        engine.close();
    }

    @BeforeEach
    void connect() throws Exception {
        client = OrderQueueClient.connect(broker);
        client.channel.queuePurge(OrderQueue.DEAD);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }

    private static String message(String action, Trading trader, String order) {
        return OrderQueueClient.message(action, trader.token, order);
    }

    @Test
    void ordersArePlacedAmendedAndCancelled() throws Exception {
        Trading alice = gateway.trader();
        client.send(message("place", alice, alice.limit("buy", "0.2", "5")), "1");
        JsonNode placed = client.answer(201, "1");
        String id = placed.get("id").asText();
        assertThat(placed.get("status").asText()).isEqualTo("submitted");
        assertThat(alice.json("/order/" + id)).isEqualTo(placed);

        client.send(message("amend", alice, "{\"id\":\"" + id + "\",\"price\":\"0.21\"}"), "2");
        assertThat(client.answer(200, "2").get("price").asText()).isEqualTo("0.21");

        client.send(message("cancel", alice, "{\"id\":\"" + id + "\"}"), "3");
        assertThat(client.answer(200, "3").get("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void aMessageThatComesTwiceCountsOnce() throws Exception {
        Trading alice = gateway.trader();
        String message = message("place", alice, alice.limit("buy", "0.2", "5"));
        client.send(message, "1");
        client.send(message, "2");

        JsonNode first = client.answer(201, "1");
        assertThat(client.answer(200, "2")).isEqualTo(first);
        assertThat(alice.json("/orders").get("items")).hasSize(1);
    }

    @Test
    void whatRestRefusesIsRefusedHereToo() throws Exception {
        Trading alice = gateway.trader();
        client.send(message("place", alice, alice.limit("buy", "0.200001", "0.5")), "1");
        JsonNode fields = client.answer(400, "1");
        assertThat(fields.get("faults").findValuesAsText("field")).containsExactly("price", "amount");
        assertThat(fields.get("code").asText()).isEqualTo("INVALID_REQUEST");

        client.send(message("place", alice, alice.limit("buy", "2", "900000")), "2");
        assertThat(client.answer(409, "2").get("code").asText()).isEqualTo("BALANCE_TOO_SMALL");

        client.send(message("cancel", alice, "{\"id\":\"019e2f3c-8a5b-7c44-9d2e-5b1f6a7c8d9e\"}"), "3");
        assertThat(client.answer(404, "3").get("code").asText()).isEqualTo("UNKNOWN_ORDER");

        client.send(message("cancel", alice, "{\"id\":\"x\"}"), "4");
        assertThat(client.answer(400, "4").get("field").asText()).isEqualTo("id");

        client.send(message("place", alice, alice.limit("buy", "0.2", "5")).replace(alice.token, "a.b.c"), "5");
        assertThat(client.answer(401, "5").get("code").asText()).isEqualTo("TOKEN_MALFORMED");

        assertThat(alice.json("/orders?status=all").get("items")).isEmpty();
        assertThat(client.channel.messageCount(OrderQueue.DEAD)).isZero();
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
        client.send(body, "1");

        GetResponse dead = client.next(OrderQueue.DEAD);

        assertThat(new String(dead.getBody(), UTF_8)).isEqualTo(body);
        assertThat(String.valueOf(dead.getProps().getHeaders().get(OrderQueue.REASON)))
                .startsWith("INVALID_REQUEST")
                .contains("expected");
        assertThat(dead.getProps().getCorrelationId()).isEqualTo("1");
        assertThat(client.channel.messageCount(client.replies)).isZero();
        assertThat(client.channel.messageCount(OrderQueue.ORDERS)).isZero();
    }

    /** The broker would put a copy back into the queue, again and again. */
    @Test
    void poisonNamesNoQueueForACopy() throws Exception {
        client.send(
                "x",
                new AMQP.BasicProperties.Builder()
                        .headers(Map.of("CC", List.of("elsewhere"), "kept", "yes"))
                        .build());

        GetResponse dead = client.next(OrderQueue.DEAD);

        assertThat(dead.getProps().getHeaders()).containsKey("kept").doesNotContainKeys("CC", "BCC");
    }

    @Test
    void aRefusalThatNobodyWaitsForIsKept() throws Exception {
        Trading alice = gateway.trader();
        client.send(
                message("place", alice, alice.limit("buy", "2", "900000")),
                new AMQP.BasicProperties.Builder().deliveryMode(2).build());

        GetResponse dead = client.next(OrderQueue.DEAD);

        assertThat(String.valueOf(dead.getProps().getHeaders().get(OrderQueue.REASON)))
                .startsWith("BALANCE_TOO_SMALL");
    }

    @Test
    void messagesAreCountedByWhatBecameOfThem() throws Exception {
        double before = count("taken");
        Trading alice = gateway.trader();
        client.send(message("place", alice, alice.limit("buy", "0.2", "5")), "1");
        client.answer(201, "1");

        await().until(() -> count("taken") == before + 1);
    }

    private static double count(String outcome) {
        return consumer.metrics
                .get("ticker.exchange.gateway.messages")
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
            client.send(message("place", alice, alice.limit("buy", "0.2", "5")), none);
            if (i == 20) {
                engine.kill();
                engine.startAgain();
            } else if (i == 40) {
                broker.killAndStartAgain();
                client = OrderQueueClient.connect(broker);
            }
        }
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> names(alice).size() == 60);
        assertThat(alice.json("/orders?limit=200").get("items")).hasSize(60);
        await().atMost(Duration.ofSeconds(20)).until(() -> client.channel.messageCount(OrderQueue.ORDERS) == 0);
        assertThat(client.channel.messageCount(OrderQueue.DEAD)).isZero();
    }

    private static Set<String> names(Trading trader) throws IOException {
        var names = new HashSet<String>();
        for (JsonNode order : trader.json("/orders?limit=200").get("items")) {
            names.add(order.get("client_order_id").asText());
        }
        return names;
    }
}
