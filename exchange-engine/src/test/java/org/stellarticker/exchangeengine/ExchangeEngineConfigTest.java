package org.stellarticker.exchangeengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.exchange.engine.EngineLimits;

class ExchangeEngineConfigTest {

    @Test
    void keepsItsFilesInTheStateFolder() {
        var config = ExchangeEngineConfig.read(Settings.of(Map.of("TICKER_STATE", "/srv/ticker/demo")));

        assertThat(config.journal()).isEqualTo(Path.of("/srv/ticker/demo/exchange"));
        assertThat(config.socket().toAbsolutePath().normalize())
                .isEqualTo(Path.of("/srv/ticker/demo/run/exchange/exchange.sock"));
        assertThat(config.limits()).isEqualTo(EngineLimits.USUAL);
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertThatThrownBy(() -> ExchangeEngineConfig.read(Settings.of(Map.of(
                        "TICKER_STATE", "/srv", "EXCHANGE_OPEN_ORDERS", "0", "EXCHANGE_SNAPSHOT_COMMANDS", "often"))))
                .hasMessageContaining("EXCHANGE_OPEN_ORDERS: expected a whole number from 1 to 500000, found \"0\"")
                .hasMessageContaining("EXCHANGE_SNAPSHOT_COMMANDS: expected a whole number from 1000 to 10000000");
    }
}
