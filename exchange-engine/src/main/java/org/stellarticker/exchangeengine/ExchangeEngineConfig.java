package org.stellarticker.exchangeengine;

import java.nio.file.Path;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.exchange.engine.EngineLimits;

/**
 * The settings of the program.
 *
 * @param journal the folder of journal and snapshots
 * @param socket the unix socket for the gateways and the sandbox
 * @param limits the bounds of what is kept in memory
 * @param snapshotCommands after how many commands a snapshot is written
 * @param eventsKept how many events are kept for those who were away
 */
record ExchangeEngineConfig(Path journal, Path socket, EngineLimits limits, int snapshotCommands, int eventsKept) {

    private static final int MILLION = 1_000_000;
    private static final int USUAL_EVENTS = 1 << 17;
    private static final int LEAST_EVENTS = 1 << 10;
    private static final int MOST_EVENTS = 1 << 20;

    static ExchangeEngineConfig read(Settings in) {
        return in.all(() -> {
            Path state = in.path("TICKER_STATE", in.text("TICKER_HOME", "var") + "/demo");
            EngineLimits usual = EngineLimits.USUAL;
            return new ExchangeEngineConfig(
                    state.resolve("exchange"),
                    socket(state),
                    new EngineLimits(
                            in.integer("EXCHANGE_OPEN_ORDERS", usual.openOrders(), 1, MILLION / 2),
                            in.integer("EXCHANGE_ALL_OPEN_ORDERS", usual.allOpenOrders(), 1, MILLION / 2),
                            in.integer("EXCHANGE_FINISHED_ORDERS", usual.finishedOrders(), 1, MILLION / 2),
                            in.integer("EXCHANGE_ACCOUNTS", usual.accounts(), 1, MILLION / 2),
                            in.integer("EXCHANGE_WAITING_FILLS", usual.waitingFills(), 1, MILLION / 2)),
                    in.integer("EXCHANGE_SNAPSHOT_COMMANDS", MILLION / 2, 1_000, 10 * MILLION),
                    in.integer("EXCHANGE_EVENTS_KEPT", USUAL_EVENTS, LEAST_EVENTS, MOST_EVENTS));
        });
    }

    /** Returns the socket, relative to the working folder when that is shorter: its length is limited. */
    private static Path socket(Path state) {
        Path absolute = state.resolve("run")
                .resolve("exchange")
                .resolve("exchange.sock")
                .toAbsolutePath();
        Path relative = Path.of("").toAbsolutePath().relativize(absolute);
        return relative.toString().length() < absolute.toString().length() ? relative : absolute;
    }
}
