package org.stellarticker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.settings.SettingsException;

class SandboxConfigTest {

    @Test
    void allSettingsHaveDefaults() {
        SandboxConfig config = read(Map.of());

        assertThat(config.port()).isEqualTo(8001);
        assertThat(config.ledgerInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.journal()).isEqualTo(Path.of("var/demo/journal"));
    }

    @Test
    void thePortFollowsTheTickersPort() {
        assertThat(read(Map.of("TICKER_PORT", "9000")).port()).isEqualTo(9001);
        assertThat(read(Map.of("TICKER_PORT", "9000", "SANDBOX_PORT", "7000")).port())
                .isEqualTo(7000);
    }

    @Test
    void ledgersMayCloseWithinFractionsOfASecond() {
        assertThat(read(Map.of("SANDBOX_LEDGER_SECONDS", "0.25")).ledgerInterval())
                .isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void aMarketIsSimulatedUnlessARecordingIsNamed(@TempDir Path folder) throws Exception {
        assertThat(passphrase(folder.resolve("market"), Map.of("SANDBOX_HISTORY_TRADES", "10", "SANDBOX_SEED", "-3")))
                .isEqualTo("Stellar Ticker Sandbox ; simulated market, seed -3");
        assertThat(passphrase(folder.resolve("golden"), Map.of("SANDBOX_REPLAY", "golden")))
                .isEqualTo("Stellar Ticker Sandbox ; replay of golden");
    }

    @Test
    void aJournalBegunWithAnotherSourceIsRefused(@TempDir Path folder) throws Exception {
        passphrase(folder, Map.of("SANDBOX_HISTORY_TRADES", "10"));

        assertThatThrownBy(() -> passphrase(folder, Map.of("SANDBOX_REPLAY", "golden")))
                .hasMessageContaining("\"Stellar Ticker Sandbox ; simulated market, seed 1\"), found another");
    }

    private static String passphrase(Path folder, Map<String, String> environment) throws Exception {
        try (var network = read(environment).network().open(folder, Clock.systemUTC())) {
            return network.journal().header().networkPassphrase();
        }
    }

    @Test
    void aMarketIsAsLargeAsTheCatalogAtLeast() {
        assertThatThrownBy(
                        () -> read(Map.of("SANDBOX_ASSETS", "20", "SANDBOX_POOLS", "10", "SANDBOX_MARKETS", "100000")))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        fault -> assertThat(fault.faults())
                                .hasSize(3)
                                .anySatisfy(line -> assertThat(line)
                                        .isEqualTo("SANDBOX_ASSETS: expected a whole number from 44 to 100000,"
                                                + " found \"20\"")));
    }

    @Test
    void requestsAreLimitedWhenConfigured() {
        assertThat(read(Map.of()).requestsPerHour()).isEmpty();
        assertThat(read(Map.of("SANDBOX_REQUESTS_PER_HOUR", "3600")).requestsPerHour())
                .hasValue(3_600);
    }

    @Test
    void streamsCheckForALedgerAsOftenAsConfigured() {
        assertThat(read(Map.of()).streamChecks()).isZero();
        assertThat(read(Map.of("SANDBOX_STREAM_SECONDS", "5")).streamChecks()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        var environment = Map.of(
                "SANDBOX_LEDGER_SECONDS", "0",
                "SANDBOX_PORT", "port",
                "SANDBOX_STREAM_SECONDS", "51",
                "SANDBOX_SEED", "seven",
                "SANDBOX_TRADES_PER_SECOND", "-1",
                "SANDBOX_HISTORY_TRADES", "many");

        assertThatThrownBy(() -> read(environment))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        fault -> assertThat(fault.faults())
                                .containsExactlyInAnyOrder(
                                        "SANDBOX_PORT: expected a whole number from 1 to 65535, found \"port\"",
                                        "SANDBOX_STREAM_SECONDS: expected seconds from 0 to 50, such as 5, found \"51\"",
                                        "SANDBOX_LEDGER_SECONDS: expected seconds from 0.01 to 3600, such as 1 or 0.2, "
                                                + "found \"0\"",
                                        "SANDBOX_SEED: expected a whole number within 64 bits, found \"seven\"",
                                        "SANDBOX_TRADES_PER_SECOND: expected trades a second from 0 to 100000, such as"
                                                + " 20 or 0.5, found \"-1\"",
                                        "SANDBOX_HISTORY_TRADES: expected a whole number from 0 to 100000000, found "
                                                + "\"many\""));
    }

    private static SandboxConfig read(Map<String, String> environment) {
        return SandboxConfig.read(Settings.of(environment));
    }
}
