package org.stellarticker.exchangeengine;

import org.stellarticker.daemon.Daemon;
import org.stellarticker.exchange.Instruments;

/** Runs the exchange's engine: recovers it from its journal, then takes commands and questions at a unix socket. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Daemon.run("exchange", ExchangeEngineConfig::read, (config, daemon) -> {
            var metrics = new EngineMetrics(daemon.metrics());
            var events = new EventRing(config.eventsKept());
            var engine = daemon.open(EngineStart.open(config, Instruments.ofTheSandbox(), events, metrics));

            var socket = EngineSocket.open(config.socket(), events);

            daemon.open(EngineLoop.start(
                    engine,
                    socket,
                    metrics,
                    new OrderTraces(daemon.traces(), daemon.clock()),
                    daemon.work("commands")));
        });
    }
}
