package org.stellarticker.exchangegateway.amqp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts messages by what became of them. */
public final class MessageMetrics {

    private final Counter taken;
    private final Counter refused;
    private final Counter dead;

    public MessageMetrics(MeterRegistry registry) {
        taken = counter(registry, "taken");
        refused = counter(registry, "refused");
        dead = counter(registry, "dead");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("ticker.exchange.gateway.messages")
                .description("Messages with orders, by what became of them: dead ones are in the dead-letter queue")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** @param answered whether the client gets the reply */
    void count(OrderReply reply, boolean answered) {
        Counter counter = !reply.isRefusal() ? taken : answered ? refused : dead;
        counter.increment();
    }
}
