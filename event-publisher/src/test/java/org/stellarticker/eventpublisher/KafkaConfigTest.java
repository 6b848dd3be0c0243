package org.stellarticker.eventpublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void tlsAndSaslAreSettingsOfTheirOwn() {
        KafkaConfig kafka = read(Map.of(
                "EVENTS_KAFKA_URL", "a",
                "EVENTS_KAFKA_SECURITY_PROTOCOL", "sasl_ssl",
                "EVENTS_KAFKA_USER", "publisher",
                "EVENTS_KAFKA_PASSWORD", "p\"w\\ '1;",
                "EVENTS_KAFKA_CLIENT", "client.rack=a"));

        assertThat(kafka.client())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("client.rack", "a")
                .hasSize(4);
        Map<String, ?> understood = JaasContext.loadClientContext(
                        Map.of("sasl.jaas.config", new Password(kafka.client().getProperty("sasl.jaas.config"))))
                .configurationEntries()
                .getFirst()
                .getOptions();
        assertThat(understood.get("username")).isEqualTo("publisher");
        assertThat(understood.get("password")).isEqualTo("p\"w\\ '1;");
        assertThat(read(Map.of("EVENTS_KAFKA_URL", "a", "EVENTS_KAFKA_SECURITY_PROTOCOL", "SSL"))
                        .client())
                .containsOnly(Map.entry("security.protocol", "SSL"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SECURITY_PROTOCOL=TLS | EVENTS_KAFKA_SECURITY_PROTOCOL: expected PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL, found \"TLS\"",
                "SECURITY_PROTOCOL=SASL_SSL | EVENTS_KAFKA_USER: expected a value, as EVENTS_KAFKA_SECURITY_PROTOCOL is SASL_SSL, found none",
                "SECURITY_PROTOCOL=SASL_SSL | EVENTS_KAFKA_PASSWORD: expected a value, as EVENTS_KAFKA_SECURITY_PROTOCOL is SASL_SSL, found none",
                "SASL_MECHANISM=OAUTHBEARER | EVENTS_KAFKA_SASL_MECHANISM: expected PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512, found \"OAUTHBEARER\"",
                "USER=a | EVENTS_KAFKA_USER: expected EVENTS_KAFKA_SECURITY_PROTOCOL=SASL_SSL or SASL_PLAINTEXT beside it, found PLAINTEXT",
                "PASSWORD=pw123 | EVENTS_KAFKA_PASSWORD: expected EVENTS_KAFKA_SECURITY_PROTOCOL=SASL_SSL or SASL_PLAINTEXT beside it",
                "PASSWORD=pw123&#10;4 | EVENTS_KAFKA_PASSWORD: expected one line without control characters",
                "CA=pw123 | EVENTS_KAFKA_CA: expected certificates in PEM",
                "CA_FILE=/does/not/exist | EVENTS_KAFKA_CA_FILE: expected a file that can be read, found none at \"/does/not/exist\"",
            })
    void whatDoesNotFitIsNamed(String setting, String fault) {
        String[] parts = setting.replace("&#10;", "\n").split("=", 2);
        assertThatThrownBy(() -> read(Map.of("EVENTS_KAFKA_URL", "a", "EVENTS_KAFKA_" + parts[0], parts[1])))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(fault)
                .hasMessageNotContaining("pw123");
    }

    @Test
    void aPropertyIsSaidOnce() {
        assertThatThrownBy(() -> read(Map.of(
                        "EVENTS_KAFKA_URL", "a",
                        "EVENTS_KAFKA_SECURITY_PROTOCOL", "SSL",
                        "EVENTS_KAFKA_CLIENT", "security.protocol=PLAINTEXT")))
                .hasMessageContaining("EVENTS_KAFKA_CLIENT: expected no security.protocol, which other settings");
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
