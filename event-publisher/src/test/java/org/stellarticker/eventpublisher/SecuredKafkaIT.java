package org.stellarticker.eventpublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.event.EventKind;

/** The program against a real broker that takes TLS alone, and whom it knows. */
class SecuredKafkaIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static final Duration SOON = Duration.ofSeconds(60);

    private static KafkaBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(Files.createDirectory(folder.resolve("kafka")));
    }

    @AfterAll
    static void endBroker() {
        broker.close();
    }

    private static Map<String, String> settings(String mechanism) throws Exception {
        Path password = folder.resolve("password");
        Files.writeString(password, KafkaBroker.PASSWORD + "\n");
        return new HashMap<>(Map.of(
                "EVENTS_KAFKA_URL",
                broker.securedAddress(),
                "EVENTS_KAFKA_PREFIX",
                "secured-" + mechanism,
                "EVENTS_KAFKA_SECURITY_PROTOCOL",
                "SASL_SSL",
                "EVENTS_KAFKA_SASL_MECHANISM",
                mechanism,
                "EVENTS_KAFKA_USER",
                KafkaBroker.USER,
                "EVENTS_KAFKA_PASSWORD_FILE",
                password.toString(),
                "EVENTS_KAFKA_CA_FILE",
                broker.certificate().toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-512"})
    void publishesToABrokerThatTakesTlsAndAPassword(String mechanism) throws Exception {
        db.clear();
        db.execute("alter table candle_change alter candle_change_id restart");
        new Writers(db.database()).store(EventKind.TRADES_STORED, Writers.ledger(60, 4));
        String prefix = "secured-" + mechanism;
        Path log = folder.resolve(prefix + ".log");
        try (var publisher = new PublisherProcess(db.url(), broker.securedAddress(), prefix, log);
                var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.address()))) {
            publisher.start(settings(mechanism));
            await().atMost(SOON)
                    .until(() -> admin.listTopics().names().get().contains(prefix + ".trades")
                            && broker.committed(prefix + ".trades").size() == 4);
        }
        assertThat(Files.readString(log)).doesNotContain(KafkaBroker.PASSWORD);
    }

    @Test
    void aWrongPasswordIsNamedAsTheReason() throws Exception {
        Map<String, String> settings = settings("SCRAM-SHA-512");
        settings.remove("EVENTS_KAFKA_PASSWORD_FILE");
        settings.put("EVENTS_KAFKA_PASSWORD", "another");
        assertThat(refusal(settings)).contains("Authentication failed");
    }

    @Test
    void aBrokerThatNobodyVouchesForIsNotTrusted() throws Exception {
        Map<String, String> settings = settings("PLAIN");
        settings.remove("EVENTS_KAFKA_CA_FILE");
        assertThat(refusal(settings)).contains("unable to find valid certification path");
    }

    private static String refusal(Map<String, String> settings) {
        Settings in = Settings.of(settings);
        KafkaConfig kafka = in.all(() -> KafkaConfig.read(in));
        var refused = new KafkaFailure(assertThrows(
                KafkaException.class, () -> KafkaSession.open(kafka).close()));
        assertThat(refused.settingsFault())
                .as("the broker's side may be mended")
                .isEmpty();
        return refused.reason();
    }
}
