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
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.stellarticker.exchangegateway.amqp.OrderQueue;
import org.stellarticker.exchangegateway.amqp.RabbitBroker;

/** A client that sends orders by the broker, and waits for their answers. */
final class OrderQueueClient implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    final Channel channel;
    final String replies;
    private final Connection connection;

    private OrderQueueClient(Connection connection) throws IOException {
        this.connection = connection;
        this.channel = connection.createChannel();
        channel.confirmSelect();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            try (Channel trial = connection.createChannel()) {
                return trial.queueDeclarePassive(OrderQueue.DEAD).getMessageCount() >= 0;
            }
        });
        replies = channel.queueDeclare().getQueue();
    }

    /** Connects once a gateway has made the queues. */
    static OrderQueueClient connect(RabbitBroker broker) throws Exception {
        return new OrderQueueClient(broker.connect());
    }

    /** Returns the JSON of a message. */
    static String message(String action, String token, String order) {
        return "{\"action\":\"" + action + "\",\"token\":\"" + token + "\"," + order.substring(1);
    }

    void send(String body, String correlation) throws Exception {
        var properties = new AMQP.BasicProperties.Builder()
                .deliveryMode(2)
                .replyTo(replies)
                .correlationId(correlation)
                .build();
        send(body, properties);
    }

    void send(String body, AMQP.BasicProperties properties) throws Exception {
        channel.basicPublish("", OrderQueue.ORDERS, properties, body.getBytes(UTF_8));
        channel.waitForConfirmsOrDie(20_000);
    }

    /** Takes the next message of a queue. */
    GetResponse next(String queue) {
        return get(queue, true);
    }

    private GetResponse get(String queue, boolean acknowledged) {
        var found = new AtomicReference<GetResponse>();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            found.set(channel.basicGet(queue, acknowledged));
            return found.get() != null;
        });
        return found.get();
    }

    /** Takes the next orders from the queue and puts them back, as the broker does when a gateway ends. */
    void putBack(int count) throws IOException {
        long last = 0;
        for (int i = 0; i < count; i++) {
            last = get(OrderQueue.ORDERS, false).getEnvelope().getDeliveryTag();
        }
        channel.basicNack(last, true, true);
    }

    /** Returns the next answer. */
    JsonNode answer(int status, String correlation) throws IOException {
        GetResponse reply = next(replies);
        String body = new String(reply.getBody(), UTF_8);
        assertThat(reply.getProps().getHeaders()).as(body).containsEntry(OrderQueue.STATUS, status);
        assertThat(reply.getProps().getCorrelationId()).isEqualTo(correlation);
        return MAPPER.readTree(body);
    }

    @Override
    public void close() throws IOException {
        if (connection.isOpen()) {
            connection.close();
        }
    }
}
