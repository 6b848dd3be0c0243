package org.stellarticker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stellarticker.daemon.Settings;
import org.stellarticker.daemon.SettingsFault;

class SandboxConfigTest {

    @Test
    void nothingHasToBeSet() {
        SandboxConfig config = read(Map.of());

        assertThat(config.port()).isEqualTo(8001);
        assertThat(config.ledgerInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.journal()).isEqualTo(Path.of("var/demo/journal"));
    }

    @Test
    void thePortStandsBesideTheTickersOwn() {
        assertThat(read(Map.of("TICKER_PORT", "9000")).port()).isEqualTo(9001);
        assertThat(read(Map.of("TICKER_PORT", "9000", "SANDBOX_PORT", "7000")).port())
                .isEqualTo(7000);
    }

    @Test
    void ledgersMayCloseInPartsOfASecond() {
        assertThat(read(Map.of("SANDBOX_LEDGER_SECONDS", "0.25")).ledgerInterval())
                .isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void allFaultsAreToldAtOnce() {
        var environment = Map.of("SANDBOX_LEDGER_SECONDS", "0", "SANDBOX_PORT", "port");

        assertThatThrownBy(() -> read(environment))
                .isInstanceOfSatisfying(
                        SettingsFault.class,
                        fault -> assertThat(fault.faults())
                                .containsExactlyInAnyOrder(
                                        "SANDBOX_PORT: expected a whole number from 1 to 65535, found \"port\"",
                                        "SANDBOX_LEDGER_SECONDS: expected seconds from 0.01 to 3600, such as 1 or 0.2, "
                                                + "found \"0\""));
    }

    private static SandboxConfig read(Map<String, String> environment) {
        return SandboxConfig.read(Settings.of(environment));
    }
}
