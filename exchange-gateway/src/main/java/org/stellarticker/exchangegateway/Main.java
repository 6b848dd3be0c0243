package org.stellarticker.exchangegateway;

import java.util.Optional;
import org.stellarticker.daemon.Daemon;
import org.stellarticker.exchange.link.ExchangeClient;
import org.stellarticker.http.ApiServer;
import org.stellarticker.http.Listeners;
import org.stellarticker.http.Routes;

/** Takes orders by REST and by RabbitMQ, asks the exchange's engine, and streams what becomes of them. */
public final class Main {

    static final String PROGRAM = "exchange-gateway";

    private static final String NOT_FOUND = "no such address; /api/v3/openapi.json lists all";

    private Main() {}

    /** @param args the number of this copy, where several run side by side; none for the first */
    public static void main(String[] args) {
        int copy = args.length == 0 ? 1 : Integer.parseInt(args[0]);
        String name = copy == 1 ? PROGRAM : PROGRAM + "-" + copy;
        Daemon.run(name, GatewayConfig::read, (config, daemon) -> {
            var client = daemon.open(ExchangeClient.open(config.engine()));
            var gateway = new Gateway(config, client, daemon.work("events"), daemon.traces());
            gateway.register(daemon.metrics());
            daemon.follow("events", gateway.feed());
            // Work that is not there would look stalled.
            if (config.broker().isPresent()) {
                gateway.orders(config, daemon.work("orders"), daemon.metrics())
                        .ifPresent(orders -> daemon.follow("orders", orders));
            }
            var routes = new Routes(NOT_FOUND);
            gateway.addTo(routes);
            var listeners = new Listeners(config.socket(copy), Optional.empty(), Optional.empty());
            daemon.open(ApiServer.start(listeners, routes, new Routes(NOT_FOUND), daemon.metrics()));
        });
    }
}
