package org.stellarticker.exchangegateway.amqp;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/** A channel whose messages count as sent once the broker has them for good. For use by many threads. */
final class ConfirmedChannel {

    private final Channel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentNavigableMap<Long, CompletableFuture<Void>> unconfirmed = new ConcurrentSkipListMap<>();

    ConfirmedChannel(Channel channel) throws IOException {
        this.channel = channel;
        channel.confirmSelect();
        channel.addConfirmListener(new ConfirmListener() {
            @Override
            public void handleAck(long number, boolean multiple) {
                taken(number, multiple).forEach((_, sent) -> sent.complete(null));
            }

            @Override
            public void handleNack(long number, boolean multiple) {
                taken(number, multiple)
                        .forEach((_, sent) ->
                                sent.completeExceptionally(new IOException("the broker could not keep a message")));
            }
        });
        channel.addShutdownListener(this::fail);
    }

    private Map<Long, CompletableFuture<Void>> taken(long number, boolean multiple) {
        var all = multiple ? unconfirmed.headMap(number, true) : unconfirmed.subMap(number, true, number, true);
        var taken = Map.copyOf(all);
        all.keySet().removeAll(taken.keySet());
        return taken;
    }

    private void fail(ShutdownSignalException end) {
        unconfirmed.values().forEach(sent -> sent.completeExceptionally(end));
    }

    /** Sends a message to a queue; the future completes when the broker confirms it. */
    CompletableFuture<Void> publish(String queue, AMQP.BasicProperties properties, byte[] body) throws IOException {
        var sent = new CompletableFuture<Void>();
        lock.lock();
        try {
            unconfirmed.put(channel.getNextPublishSeqNo(), sent);
            channel.basicPublish("", queue, properties, body);
        } finally {
            lock.unlock();
        }
        return sent;
    }
}
