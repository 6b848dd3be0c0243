package org.stellarticker.sandbox;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.stellarticker.daemon.Settings;
import org.stellarticker.sandbox.network.PlayedNetwork;
import org.stellarticker.sandbox.replay.Recording;
import org.stellarticker.sandbox.replay.Replay;

/**
 * The sandbox's settings.
 *
 * @param port on the loopback address
 * @param ledgerInterval from one live ledger to the next
 * @param network what is played
 * @param journal the folder of the ledger journal
 */
record SandboxConfig(int port, Duration ledgerInterval, PlayedNetwork.Source network, Path journal) {

    static SandboxConfig read(Settings in) {
        return in.all(() -> new SandboxConfig(
                in.port("SANDBOX_PORT", in.port("TICKER_PORT", 8000) + 1),
                in.read("SANDBOX_LEDGER_SECONDS", "1", SandboxConfig::seconds),
                network(in),
                in.path("TICKER_STATE", in.text("TICKER_HOME", "var") + "/demo").resolve("journal")));
    }

    private static PlayedNetwork.Source network(Settings in) {
        var recording = in.find("SANDBOX_REPLAY", Path::of).map(Recording::in).orElseGet(Recording::golden);
        return (folder, clock) -> Replay.open(recording, folder, clock);
    }

    private static Duration seconds(String found) {
        try {
            var seconds = new BigDecimal(found);
            if (seconds.compareTo(new BigDecimal("0.01")) >= 0 && seconds.compareTo(new BigDecimal(3600)) <= 0) {
                return Duration.ofNanos(seconds.movePointRight(9).longValue());
            }
        } catch (NumberFormatException notANumber) {
            // Told below, with what was expected.
        }
        throw new IllegalArgumentException("expected seconds from 0.01 to 3600, such as 1 or 0.2");
    }
}
