package org.stellarticker.exchangegateway.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.daemon.trace.Step;
import org.stellarticker.daemon.trace.TraceId;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.Outcome;

/**
 * The steps of orders' traces that a gateway does: from a request, or a message, to the engine's answer. They are named as
 * OpenTelemetry's conventions name such work.
 */
public final class OrderTraces {

    private final Traces traces;
    private final Clock clock;

    public OrderTraces(Traces traces, Clock clock) {
        this.traces = traces;
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Adds the step, and returns the outcome. A refused command is of no order. */
    public Outcome answered(String name, Instant from, Outcome outcome) {
        Optional<Order> order = switch (outcome) {
            case Outcome.Placed placed -> Optional.of(placed.order());
            case Outcome.Changed changed -> Optional.of(changed.order());
            case Outcome.Opened _, Outcome.CancelledAll _, Outcome.Refused _ -> Optional.empty();
        };
        order.filter(found -> traces.follow(found.id()))
                .ifPresent(found -> traces.add(Step.of(TraceId.ofOrder(found.id()), name, from, now())
                        .with("status", found.status().text())));
        return outcome;
    }
}
