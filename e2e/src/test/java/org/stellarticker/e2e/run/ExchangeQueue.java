package org.stellarticker.e2e.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.e2e.run.ExchangeTrader.Answer;
import org.stellarticker.exchangegateway.amqp.OrderQueue;
import org.stellarticker.exchangegateway.amqp.RabbitBroker;

/**
 * A client of the exchange's queue that outlives its broker: what it sends it sends again, on a new connection, until an answer
 * came.
 */
final class ExchangeQueue implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ExchangeQueue.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final RabbitBroker broker;
    private final String replies;

    private @Nullable Connection connection;

    /** @param name of the queue of its answers */
    ExchangeQueue(RabbitBroker broker, String name) {
        this.broker = broker;
        this.replies = "replies." + name;
    }

    /**
     * Sends a message until its answer came.
     *
     * @param correlation the message's id
     * @param deadline of {@link System#nanoTime()}
     */
    Answer answer(String correlation, byte[] message, long deadline) throws Exception {
        while (true) {
            try (Channel channel = connection().createChannel()) {
                channel.queueDeclare(replies, true, false, false, Map.of());
                channel.confirmSelect();
                var properties = new AMQP.BasicProperties.Builder()
                        .deliveryMode(2)
                        .replyTo(replies)
                        .correlationId(correlation)
                        .build();
                channel.basicPublish("", OrderQueue.ORDERS, properties, message);
                channel.waitForConfirmsOrDie(PATIENCE.toMillis());
                @Nullable Answer answer = next(channel, correlation);
                if (answer != null) {
                    return answer;
                }
                log.info("no answer to {} within {}", correlation, PATIENCE);
            } catch (IOException | ShutdownSignalException | TimeoutException broken) {
                if (System.nanoTime() > deadline) {
                    throw broken;
                }
                disconnect();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no answer to " + correlation);
            }
        }
    }

    /** Passes over answers to earlier copies of other messages. */
    private @Nullable Answer next(Channel channel, String correlation) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var reply = channel.basicGet(replies, true);
            if (reply == null) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            } else if (reply.getProps().getCorrelationId().equals(correlation)) {
                var status = (Integer)
                        Objects.requireNonNull(reply.getProps().getHeaders().get(OrderQueue.STATUS));
                return new Answer(status, new String(reply.getBody(), UTF_8));
            }
        }
        return null;
    }

    /** Ends the broker as a fault of the machine would, and waits until it answers again. */
    void killBroker() throws IOException {
        broker.killAndStartAgain();
    }

    private Connection connection() throws Exception {
        Connection open = connection;
        if (open == null || !open.isOpen()) {
            open = broker.connect();
            connection = open;
        }
        return open;
    }

    private void disconnect() {
        Connection broken = connection;
        connection = null;
        if (broken != null) {
            broken.abort();
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}
