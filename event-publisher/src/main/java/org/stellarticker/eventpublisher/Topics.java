package org.stellarticker.eventpublisher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.stellarticker.daemon.settings.SettingsException;

/**
 * Creates the topics that do not exist, with the broker's defaults for partitions, replicas and retention, and checks that of
 * positions.
 */
final class Topics {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private Topics() {}

    static void ensure(KafkaConfig kafka, Properties client) {
        try (Admin admin = Admin.create(client)) {
            Set<String> existing = await(admin.listTopics().names());
            List<NewTopic> missing = Stream.concat(
                            Stream.of(kafka.trades(), kafka.corrections(), kafka.candles(), kafka.markets())
                                    .map(Topics::ofRecords),
                            Stream.of(ofPositions(kafka)))
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            await(admin.createTopics(missing).all());
            if (existing.contains(kafka.positions())) {
                checkPositions(admin, kafka.positions());
            }
        }
    }

    /** A position that is in another partition, or deleted by its age, would not be found: all would be published again. */
    private static void checkPositions(Admin admin, String topic) {
        int partitions = Objects.requireNonNull(
                        await(admin.describeTopics(List.of(topic)).allTopicNames())
                                .get(topic))
                .partitions()
                .size();
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        String policy = Objects.requireNonNull(
                        await(admin.describeConfigs(List.of(resource)).all()).get(resource))
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value();
        if (partitions != 1 || !policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new SettingsException("EVENTS_KAFKA_PREFIX: expected the topic " + topic
                    + " to have 1 partition and cleanup.policy=compact, found " + partitions + " and cleanup.policy="
                    + policy
                    + "; choose another prefix, or delete that topic to publish all that is kept as a new epoch");
        }
    }

    private static NewTopic ofRecords(String name) {
        return new NewTopic(name, Optional.empty(), Optional.empty());
    }

    /** Only the last position counts. The broker must not compress them by what this program cannot read. */
    private static NewTopic ofPositions(KafkaConfig kafka) {
        return new NewTopic(kafka.positions(), Optional.of(1), Optional.empty())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        "compression.type",
                        "uncompressed",
                        "segment.ms",
                        Long.toString(Duration.ofHours(1).toMillis())));
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TopicExistsException) {
                throw new KafkaException("another program creates the topics right now", failed);
            }
            throw failed.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException(String.valueOf(failed.getMessage()), failed);
        } catch (TimeoutException silent) {
            throw new KafkaException("no answer within " + TIMEOUT.toSeconds() + " s", silent);
        } catch (InterruptedException stopped) {
            throw new InterruptException("stopped", stopped);
        }
    }
}
