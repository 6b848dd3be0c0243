package org.stellarticker.eventpublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.settings.SettingsException;

class KafkaConfigTest {

    @Test
    void serversHaveKafkasPortUnlessOneIsGiven() {
        assertThat(read(Map.of("EVENTS_KAFKA_URL", "kafka://a, b:9093,[::1]:9094"))
                        .servers())
                .isEqualTo("a:9092,b:9093,[::1]:9094");
    }

    @Test
    void namesOfTopicsBeginWithThePrefix() {
        KafkaConfig kafka = read(Map.of("EVENTS_KAFKA_URL", "a", "EVENTS_KAFKA_PREFIX", "test"));

        assertThat(kafka.trades()).isEqualTo("test.trades");
        assertThat(kafka.positions()).isEqualTo("test.positions");
    }

    @Test
    void furtherPropertiesAreThoseOfKafkasClients() {
        KafkaConfig kafka = read(Map.of(
                "EVENTS_KAFKA_URL", "a", "EVENTS_KAFKA_CLIENT", "security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\n"));

        assertThat(kafka.client())
                .containsOnly(Map.entry("security.protocol", "SASL_SSL"), Map.entry("sasl.mechanism", "PLAIN"));
    }

    @Test
    void allFaultsAreReportedWithWhatWasExpected() {
        assertThatThrownBy(() -> read(Map.of("EVENTS_KAFKA_URL", "a:99999", "EVENTS_KAFKA_PREFIX", "a/b")))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        faults -> assertThat(String.valueOf(faults.getMessage()))
                                .contains(
                                        "EVENTS_KAFKA_URL: expected host:port of Kafka's brokers, separated by commas",
                                        "EVENTS_KAFKA_PREFIX: expected letters, digits and . _ - for the names of topics, found \"a/b\""));
        assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("EVENTS_KAFKA_URL: expected a value");
    }

    @Test
    void aPasswordInTheAddressIsNotShown() {
        assertThatThrownBy(() -> read(Map.of("EVENTS_KAFKA_URL", "kafka://user:pw123@host:9092")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("EVENTS_KAFKA_URL: expected host:port of Kafka's brokers")
                .hasMessageNotContaining("pw123");
    }

    private static KafkaConfig read(Map<String, String> environment) {
        Settings in = Settings.of(environment);
        return in.all(() -> KafkaConfig.read(in));
    }
}
