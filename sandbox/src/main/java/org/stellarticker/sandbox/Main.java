package org.stellarticker.sandbox;

import org.stellarticker.daemon.Daemon;
import org.stellarticker.sandbox.exchange.ExchangeNetwork;
import org.stellarticker.sandbox.fault.Faults;
import org.stellarticker.sandbox.horizon.HorizonServer;

/** Plays Horizon: keeps a ledger journal, closes its next ledgers, and answers requests from it. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Daemon.run("sandbox", SandboxConfig::read, (config, daemon) -> {
            var server = new HorizonServer(config.port());
            var network = daemon.open(config.network().open(config.journal(), daemon.clock()));
            daemon.open(server);
            config.requestsPerHour().ifPresent(server::limit);
            server.checkEvery(config.streamChecks());
            var faults = daemon.open(config.faults().map(Faults::new).orElseGet(Faults::none));

            server.serve(network.journal(), network.state(), faults, HorizonServer.CONNECTION_TIMEOUT);
            daemon.follow(
                    "ledgers",
                    new LedgerClock(
                            network.journal(),
                            network,
                            config.ledgerInterval(),
                            daemon.clock(),
                            daemon.progress("ledgers"),
                            new ClosedLedgers(daemon.traces(), network, daemon.clock())));
            if (network instanceof ExchangeNetwork exchange) {
                daemon.follow("bots", exchange.bots(daemon.clock(), daemon.progress("bots")));
            }
        });
    }
}
