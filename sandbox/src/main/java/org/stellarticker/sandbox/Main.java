package org.stellarticker.sandbox;

import org.stellarticker.daemon.Daemon;
import org.stellarticker.sandbox.horizon.HorizonServer;
import org.stellarticker.sandbox.replay.Replay;

/** Plays Horizon: keeps a ledger journal, closes its ledgers as they were recorded, and answers from it. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Daemon.run("sandbox", SandboxConfig::read, (config, daemon) -> {
            var server = new HorizonServer(config.port());
            var replay = daemon.open(Replay.open(config.recording(), config.journal(), daemon.clock()));
            daemon.open(server);

            server.serve(replay.journal(), HorizonServer.CONNECTION_TIMEOUT);
            daemon.follow(
                    "ledgers",
                    new LedgerClock(
                            replay.journal(),
                            replay::next,
                            config.ledgerInterval(),
                            daemon.clock(),
                            daemon.progress("ledgers")));
        });
    }
}
