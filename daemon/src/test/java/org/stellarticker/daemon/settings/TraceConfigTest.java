package org.stellarticker.daemon.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceConfigTest {

    private static final String COLLECTOR = "OTEL_EXPORTER_OTLP_ENDPOINT";

    @Test
    void withoutACollectorNothingIsTraced() {
        assertThat(read(Map.of("OTEL_TRACES_SAMPLER_ARG", "1"))).isEmpty();
    }

    @Test
    void theFormsAreThoseOfOpenTelemetry() {
        var config = read(Map.of(
                        COLLECTOR,
                        "https://collector.example:4318/base/",
                        "OTEL_EXPORTER_OTLP_HEADERS",
                        "api-key=a%20b+c=, x-scope=7",
                        "OTEL_TRACES_SAMPLER_ARG",
                        "0.25"))
                .orElseThrow();

        assertThat(config.collector()).isEqualTo(URI.create("https://collector.example:4318/base"));
        assertThat(config.headers()).isEqualTo(Map.of("api-key", "a b+c=", "x-scope", "7"));
        assertThat(config.orderShare()).isEqualTo(0.25);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OTEL_EXPORTER_OTLP_ENDPOINT | collector:4318  | expected one http:// or https:// address
            OTEL_EXPORTER_OTLP_ENDPOINT | http://a,http://b | expected one http:// or https:// address
            OTEL_TRACES_SAMPLER_ARG     | 1.5             | expected a share from 0 to 1 such as 0.01, found "1.5"
            OTEL_TRACES_SAMPLER_ARG     | -0.1            | expected a share from 0 to 1 such as 0.01, found "-0.1"
            OTEL_TRACES_SAMPLER_ARG     | NaN             | expected a share from 0 to 1 such as 0.01, found "NaN"
            OTEL_EXPORTER_OTLP_HEADERS  | secret          | expected NAME=VALUE pairs separated by commas
            OTEL_EXPORTER_OTLP_HEADERS  | a=b%2           | expected NAME=VALUE pairs separated by commas
            OTEL_EXPORTER_OTLP_HEADERS  | a=b%0Ac         | expected NAME=VALUE pairs separated by commas
            """)
    void aWrongValueIsOneFaultThatNamesItsSetting(String name, String value, String expected) {
        var environment = new HashMap<>(Map.of(COLLECTOR, "http://127.0.0.1:4318"));
        environment.put(name, value);

        var faults = catchThrowableOfType(SettingsException.class, () -> read(environment));

        assertThat(faults.faults()).singleElement().asString().startsWith(name + ": " + expected);
        assertThat(faults.faults().getFirst()).doesNotContain("secret");
    }

    private static Optional<TraceConfig> read(Map<String, String> environment) {
        var in = Settings.of(environment);
        return in.all(() -> TraceConfig.read(in));
    }
}
