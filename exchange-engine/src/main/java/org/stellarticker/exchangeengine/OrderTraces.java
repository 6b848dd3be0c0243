package org.stellarticker.exchangeengine;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.stellarticker.daemon.trace.Step;
import org.stellarticker.daemon.trace.TraceId;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.exchange.engine.Answer;
import org.stellarticker.exchange.engine.Micros;
import org.stellarticker.exchange.engine.OrderEntry;

/**
 * The steps of orders' traces that the engine does. It begins each trace, since all orders pass here, those of gateways and those
 * of bots: the first step is from the order's creation to its answer. Used by the engine's thread.
 */
final class OrderTraces {

    private final Traces traces;
    private final Clock clock;
    private Instant durable = Instant.EPOCH;
    private int group;

    OrderTraces(Traces traces, Clock clock) {
        this.traces = traces;
        this.clock = clock;
    }

    /** Notes that some commands became durable together; each is applied then. */
    void durable(int commands) {
        if (traces.areOn()) {
            durable = clock.instant();
            group = commands;
        }
    }

    /**
     * Adds the steps of a command that was applied.
     *
     * @param at when it was received, in microseconds
     */
    void applied(Answer answer, long at) {
        if (answer.refusal() == null) {
            switch (answer.kind()) {
                case PLACED -> {
                    if (!answer.duplicate()) {
                        add(answer.order(), at, /* placed= */ true);
                    }
                }
                case CHANGED -> add(answer.order(), at, /* placed= */ false);
                case OPENED, CANCELLED_ALL -> {
                    // No order is answered.
                }
            }
        }
    }

    private void add(OrderEntry order, long at, boolean placed) {
        if (!traces.follow(order.idLow())) {
            return;
        }
        var trace = new TraceId(order.idHigh(), order.idLow());
        Instant received = Micros.instant(at);
        Instant now = clock.instant();
        if (placed) {
            Instant created = Micros.instant(order.createdAt());
            // It is of another program, whose clock may be ahead.
            traces.add(Step.first(trace, "order", created.isBefore(now) ? created : now, now)
                    .with("order", new UUID(order.idHigh(), order.idLow()).toString()));
        }
        traces.add(Step.of(trace, "journal", received, durable).with("commands", group));
        traces.add(Step.of(trace, placed ? "match" : "change", durable, now)
                .with("status", order.status().text())
                .with("executed", order.executedAmount()));
    }
}
