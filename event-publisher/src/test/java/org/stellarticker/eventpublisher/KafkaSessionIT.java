package org.stellarticker.eventpublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.daemon.settings.SettingsException;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.marketdata.stream.ChangeFeed;

/** Sessions with a real broker. */
class KafkaSessionIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static KafkaBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(folder);
    }

    @AfterAll
    static void endBroker() {
        broker.close();
    }

    @Test
    void anOlderSessionCannotCommitAnyMore() {
        KafkaConfig kafka = config("fenced");
        var none = new PublishedPosition(1, db.database().snapshot(new ChangeFeed()::oldest), Optional.empty());
        try (var older = KafkaSession.open(kafka)) {
            older.commit(none);
            try (var newer = KafkaSession.open(kafka)) {
                assertThat(newer.findPosition()).contains(none);
                var late = new PublishedPosition(2, none.position(), Optional.empty());
                assertThatThrownBy(() -> older.commit(late)).isInstanceOf(KafkaException.class);
                assertThat(newer.findPosition()).contains(none);
            }
        }
    }

    @Test
    void aTopicThatCannotKeepPositionsIsRefused() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(
                            new NewTopic("wide.positions", 12, (short) 1).configs(Map.of("cleanup.policy", "compact")),
                            new NewTopic("short.positions", 1, (short) 1).configs(Map.of("cleanup.policy", "delete"))))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> KafkaSession.open(config("wide")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("EVENTS_KAFKA_PREFIX: expected the topic wide.positions to have 1 partition and"
                        + " cleanup.policy=compact, found 12 and cleanup.policy=compact");
        assertThatThrownBy(() -> KafkaSession.open(config("short")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("found 1 and cleanup.policy=delete");
    }

    private static KafkaConfig config(String prefix) {
        return new KafkaConfig(broker.address(), prefix, new Properties());
    }
}
