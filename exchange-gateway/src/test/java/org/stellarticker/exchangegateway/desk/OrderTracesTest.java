package org.stellarticker.exchangegateway.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.stellarticker.daemon.settings.TraceConfig;
import org.stellarticker.daemon.trace.OtlpReceiver;
import org.stellarticker.daemon.trace.OtlpReceiver.Received;
import org.stellarticker.daemon.trace.TraceId;
import org.stellarticker.daemon.trace.TraceSource;
import org.stellarticker.daemon.trace.Traces;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.OrderStatus;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Refusal;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;

class OrderTracesTest {

    private static final Instant BEGUN = Instant.parse("2026-11-30T05:00:00Z");
    private static final Instant ANSWERED = BEGUN.plusMillis(12);
    private static final UUID ID = UUID.fromString("019ac0de-5eed-7000-8000-000000000001");

    @Test
    void whatIsAnsweredWithAnOrderIsAStepOfItsTrace() throws Exception {
        try (var collector = OtlpReceiver.start();
                var traces = Traces.open(
                        Optional.of(new TraceConfig(URI.create(collector.address()), Map.of(), 1)),
                        new TraceSource("exchange-gateway", "1", "here"))) {
            var steps = new OrderTraces(traces, Clock.fixed(ANSWERED, ZoneOffset.UTC));
            var refused = new Outcome.Refused(Refusal.UNKNOWN_ORDER, "none");
            var placed = new Outcome.Placed(order(), false);

            assertThat(steps.answered("PATCH /api/v3/order/{id}", BEGUN, refused))
                    .isSameAs(refused);
            assertThat(steps.answered("POST /api/v3/order", BEGUN, placed)).isSameAs(placed);
            steps.answered("process exchange.orders", BEGUN, new Outcome.Changed(order()));

            await().atMost(Duration.ofSeconds(30)).until(() -> collector.spans().size() == 2);
            assertThat(collector.spans(TraceId.ofOrder(ID)))
                    .extracting(Received::name)
                    .containsExactly("POST /api/v3/order", "process exchange.orders");
            assertThat(collector.spans().getFirst())
                    .returns(BEGUN, Received::from)
                    .returns(ANSWERED, Received::to)
                    .returns(TraceId.ofOrder(ID).hex().substring(16), Received::parent)
                    .returns(Map.of("status", "submitted"), Received::values);
        }
    }

    private static Order order() {
        return new Order(
                ID,
                "mine",
                1,
                0,
                Side.BUY,
                OrderType.LIMIT,
                TimeInForce.GTC,
                false,
                100,
                10_000_000,
                0,
                0,
                OrderStatus.SUBMITTED,
                BEGUN,
                BEGUN,
                BEGUN);
    }
}
