package org.stellarticker.graphqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.settings.SettingsException;

class GraphqlServerConfigTest {

    private static final String DATABASE = "postgresql://ticker:secret@db.example:5432/ticker";

    @Test
    void metricsAreTwoPortsAboveThePublicOneUnlessASettingSaysOtherwise() {
        var config = read(Map.of("DATABASE_URL", DATABASE, "TICKER_STATE", "/run/ticker", "TICKER_PORT", "9000"));

        assertThat(config.metricsPort()).isEqualTo(9002);
        assertThat(config.metricsPublic()).isFalse();
        assertThat(config.statusFiles()).isEqualTo(Path.of("/run/ticker/run/status"));
    }

    @Test
    void whatIsSaidHolds() {
        var config = read(Map.of(
                "DATABASE_URL",
                DATABASE,
                "TICKER_STATE",
                "/run/ticker",
                "METRICS_PORT",
                "9100",
                "METRICS_PUBLIC",
                "true"));

        assertThat(config.metricsPort()).isEqualTo(9100);
        assertThat(config.metricsPublic()).isTrue();
    }

    @Test
    void theSocketIsNamedFromWhereTheProgramWasStartedSoThatItsPathIsShort() {
        String here = Path.of("").toAbsolutePath().toString();
        var config = read(Map.of("DATABASE_URL", DATABASE, "TICKER_STATE", here));

        assertThat(config.socket()).isEqualTo(Path.of("run/graphql-server.sock"));
    }

    @Test
    void allFaultsAreReportedAtOnceAndNoPassword() {
        assertThatThrownBy(() -> read(Map.of(
                        "DATABASE_URL", "mysql://ticker:secret@db", "METRICS_PORT", "many", "METRICS_PUBLIC", "yes")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("TICKER_STATE: expected a value, found none")
                .hasMessageContaining("METRICS_PORT: expected a whole number from 1 to 65535, found \"many\"")
                .hasMessageContaining("METRICS_PUBLIC: expected true or false, found \"yes\"")
                .hasMessageNotContaining("secret");
    }

    private static GraphqlServerConfig read(Map<String, String> environment) {
        return GraphqlServerConfig.read(Settings.of(environment));
    }
}
