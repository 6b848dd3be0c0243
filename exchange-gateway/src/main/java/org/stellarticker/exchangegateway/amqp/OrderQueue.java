package org.stellarticker.exchangegateway.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.stellarticker.daemon.Follower;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;

/**
 * Takes orders from a queue. A message is acknowledged once its outcome is durable and its answer is sent; until then the broker
 * keeps it, and gives it to another gateway when this one ends. What nobody could be answered goes to the dead-letter queue.
 */
public final class OrderQueue implements Follower {

    /** The queue of orders. */
    public static final String ORDERS = "exchange.orders";

    /** The queue of messages that could not be used, each with the reason. */
    public static final String DEAD = "exchange.orders.dead";

    /** The header of the reason. */
    public static final String REASON = "reason";

    /** The header of an answer's status, as HTTP has it. */
    public static final String STATUS = "status";

    private static final int PREFETCH = 200;
    private static final int PERSISTENT = 2;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final AmqpAddress broker;
    private final MessageHandler handler;
    private final MessageMetrics metrics;
    private final Progress progress;
    private final AtomicLong handled = new AtomicLong();

    public OrderQueue(AmqpAddress broker, MessageHandler handler, MessageMetrics metrics, Progress progress) {
        this.broker = broker;
        this.handler = handler;
        this.metrics = metrics;
        this.progress = progress;
    }

    @Override
    public void follow(Stop stop) throws InterruptedException {
        while (!stop.requested()) {
            try (Connection connection = broker.factory().newConnection("exchange-gateway")) {
                consume(connection, stop);
            } catch (IOException | TimeoutException | AlreadyClosedException away) {
                progress.retrying("the broker does not answer: " + away.getMessage());
            }
            stop.await(PAUSE);
        }
    }

    private void consume(Connection connection, Stop stop) throws IOException, InterruptedException {
        Channel channel = connection.createChannel();
        var quorum = Map.<String, Object>of("x-queue-type", "quorum");
        channel.queueDeclare(ORDERS, true, false, false, quorum);
        // An empty quorum queue may find no leader after its broker was killed, and orders would wait for it.
        channel.queueDeclare(DEAD, true, false, false, Map.of("x-queue-type", "classic"));
        channel.basicQos(PREFETCH);
        var answers = new ConfirmedChannel(connection.createChannel());
        var closed = new CountDownLatch(1);
        connection.addShutdownListener(_ -> closed.countDown());
        channel.addShutdownListener(_ -> closed.countDown());
        channel.basicConsume(
                ORDERS, false, (_, delivery) -> take(connection, channel, answers, delivery), _ -> closed.countDown());
        while (!stop.requested()) {
            progress.running(handled.get() + " messages");
            if (closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the connection ended");
            }
        }
    }

    /** Sends the command of a message to the engine, in the order of the queue; others wait for what comes of it. */
    private void take(Connection connection, Channel channel, ConfirmedChannel answers, Delivery delivery) {
        MessageHandler.Pending pending;
        try {
            pending = delivery.getEnvelope().isRedeliver()
                    ? handler.beginAgain(delivery.getBody())
                    : handler.begin(delivery.getBody());
        } catch (InterruptedException programEnds) {
            connection.abort();
            return;
        }
        Thread.ofVirtual().name("order message").start(() -> {
            try {
                answer(answers, delivery, pending);
                synchronized (channel) {
                    channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
                }
                handled.incrementAndGet();
            } catch (IOException | AlreadyClosedException | InterruptedException notAnswered) {
                // The broker delivers it again, by another connection.
                connection.abort();
            }
        });
    }

    private void answer(ConfirmedChannel answers, Delivery delivery, MessageHandler.Pending pending)
            throws IOException, InterruptedException {
        OrderReply reply = handler.reply(pending, delivery.getEnvelope().isRedeliver());
        AMQP.BasicProperties asked = delivery.getProperties();
        boolean expected = asked.getReplyTo() != null && !(pending instanceof MessageHandler.Pending.Poison);
        if (expected) {
            var properties = new AMQP.BasicProperties.Builder()
                    .correlationId(asked.getCorrelationId())
                    .contentType(reply.contentType())
                    .headers(Map.of(STATUS, reply.status()))
                    .deliveryMode(PERSISTENT)
                    .build();
            await(answers.publish(asked.getReplyTo(), properties, reply.body()));
        } else if (reply.isRefusal()) {
            var headers = new HashMap<String, Object>();
            if (asked.getHeaders() != null) {
                headers.putAll(asked.getHeaders());
            }
            // The broker would send copies to the queues that these name, such as the one it came from.
            headers.remove("CC");
            headers.remove("BCC");
            headers.put(REASON, reply.reason());
            var properties = asked.builder()
                    .headers(headers)
                    .deliveryMode(PERSISTENT)
                    .expiration(null)
                    // The broker refuses the name of another user than the one that publishes.
                    .userId(null)
                    .build();
            await(answers.publish(DEAD, properties, delivery.getBody()));
        }
        metrics.count(reply, expected);
    }

    private static void await(CompletableFuture<Void> sent) throws IOException, InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException notConfirmed) {
            throw new IOException("the broker did not confirm a message", notConfirmed.getCause());
        }
    }
}
