package org.stellarticker.graphqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.settings.SettingsException;

class GraphqlServerConfigTest {

    private static final String DATABASE = "postgresql://ticker:secret@db.example:5432/ticker";

    @Test
    void metricsAreTwoPortsAboveThePublicOneUnlessASettingSaysOtherwise() {
        var config = read(Map.of("DATABASE_URL", DATABASE, "TICKER_STATE", "/run/ticker", "TICKER_PORT", "9000"));

        assertThat(config.ports().metrics().getPort()).isEqualTo(9002);
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

        assertThat(config.ports().metrics().getPort()).isEqualTo(9100);
        assertThat(config.metricsPublic()).isTrue();
    }

    @Test
    void theSocketIsNamedFromWhereTheProgramWasStartedSoThatItsPathIsShort() {
        String here = Path.of("").toAbsolutePath().toString();
        var config = read(Map.of("DATABASE_URL", DATABASE, "TICKER_STATE", here));

        assertThat(config.listeners().socket()).isEqualTo(Path.of("run/api/graphql-server.sock"));
    }

    @Test
    void theApiListensOnTcpWhereTheSettingSays() {
        Map<String, String> given = Map.of("DATABASE_URL", DATABASE, "TICKER_STATE", "/run/ticker");
        assertThat(read(given).ports().api()).isEmpty();

        var config = read(with(given, "0.0.0.0:8010"));

        assertThat(config.ports().api().orElseThrow().getHostString()).isEqualTo("0.0.0.0");
        assertThat(config.ports().api().orElseThrow().getPort()).isEqualTo(8010);
        for (String wrong : List.of("8010", "a b:80", "host:0", "host:65536")) {
            assertThatThrownBy(() -> read(with(given, wrong)))
                    .as(wrong)
                    .hasMessageContaining("API_LISTEN: expected an address of this machine with a port");
        }
    }

    private static Map<String, String> with(Map<String, String> given, String apiListen) {
        var settings = new HashMap<>(given);
        settings.put("API_LISTEN", apiListen);
        return settings;
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
