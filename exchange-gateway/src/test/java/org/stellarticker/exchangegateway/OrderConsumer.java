package org.stellarticker.exchangegateway;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.exchangegateway.amqp.OrderQueue;
import org.stellarticker.exchangegateway.amqp.RabbitBroker;

/** Has a gateway take orders from the broker. */
final class OrderConsumer implements AutoCloseable {

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Thread thread;

    private OrderConsumer(TestGateway of, GatewayConfig config) {
        OrderQueue queue = of.gateway.orders(config, of.work("orders"), metrics).orElseThrow();
        thread = Thread.ofPlatform().start(() -> {
            try {
                queue.follow(of.stop());
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** @param state the folder of the run */
    static OrderConsumer start(TestGateway of, Path state, RabbitBroker broker) {
        return new OrderConsumer(
                of,
                GatewayConfig.read(Settings.of(Map.of("TICKER_STATE", state.toString(), "AMQP_URL", broker.url()))));
    }

    @Override
    public void close() {
        thread.interrupt();
        await().until(() -> !thread.isAlive());
    }
}
