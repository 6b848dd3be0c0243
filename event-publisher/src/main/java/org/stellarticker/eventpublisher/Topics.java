package org.stellarticker.eventpublisher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that do not exist, with the broker's defaults for partitions, replicas and retention. */
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
        }
    }

    private static NewTopic ofRecords(String name) {
        return new NewTopic(name, Optional.empty(), Optional.empty());
    }

    /** Only the last position counts. The broker must not compress them by what this program cannot read. */
    private static NewTopic ofPositions(KafkaConfig kafka) {
        return new NewTopic(kafka.positions(), Optional.of(1), Optional.empty())
                .configs(Map.of(
                        "cleanup.policy", "compact",
                        "compression.type", "uncompressed",
                        "segment.ms", Long.toString(Duration.ofHours(1).toMillis())));
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
