package org.stellarticker.eventpublisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.stellarticker.daemon.settings.SettingsException;

/**
 * A connection to Kafka that publishes in transactions. Only those of the newest session still commit. After any exception of
 * Kafka it is of no use: open another one, and read from there how far the topics are.
 */
final class KafkaSession implements AutoCloseable {

    private static final String KEY = "position";

    /** The only partition of the topic of positions. */
    private static final int PARTITION = 0;

    private static final Duration BLOCK = Duration.ofSeconds(15);
    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    private static final Duration RECONNECT_AT_MOST = Duration.ofSeconds(5);
    /** A rebuild of a day makes a million candles, which are one transaction. Brokers admit 15 minutes. */
    private static final Duration TRANSACTION = Duration.ofMinutes(10);

    private static final Duration POLL = Duration.ofMillis(200);

    /** What was sent and is not acknowledged. The heap is small, and a transaction may be large. */
    private static final int BUFFER = 8 << 20;

    /** Offsets at the end of the positions among which the last one is, markers of transactions included. */
    private static final long LAST_OFFSETS = 100;

    private final KafkaConfig kafka;
    private final KafkaProducer<byte[], byte[]> producer;
    private boolean sending;

    private KafkaSession(KafkaConfig kafka, KafkaProducer<byte[], byte[]> producer) {
        this.kafka = kafka;
        this.producer = producer;
    }

    /**
     * Connects, ends what an earlier session left unfinished, and keeps that session from committing any more.
     *
     * @throws SettingsException when the topic of positions cannot keep them
     */
    static KafkaSession open(KafkaConfig kafka) {
        Topics.ensure(kafka, client(kafka));
        var session = new KafkaSession(kafka, new KafkaProducer<>(producer(kafka)));
        boolean opened = false;
        try {
            session.producer.initTransactions();
            opened = true;
            return session;
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }

    private static Properties client(KafkaConfig kafka) {
        var properties = new Properties();
        properties.putAll(kafka.client());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.servers());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, kafka.prefix());
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST));
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(BLOCK));
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, millis(RECONNECT_AT_MOST));
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, "false");
        return properties;
    }

    private static Properties producer(KafkaConfig kafka) {
        var properties = client(kafka);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, kafka.prefix() + ".event-publisher");
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(TRANSACTION));
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(BUFFER));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(BLOCK));
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DELIVERY));
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        return properties;
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }

    /** Reads the position of the last transaction that was committed; empty when there was none. */
    Optional<PublishedPosition> findPosition() {
        var properties = client(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        var partition = new TopicPartition(kafka.positions(), PARTITION);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(properties)) {
            consumer.assign(List.of(partition));
            long first = offset(consumer.beginningOffsets(List.of(partition)), partition);
            long end = offset(consumer.endOffsets(List.of(partition)), partition);
            return last(consumer, partition, Math.max(first, end - LAST_OFFSETS), end)
                    .or(() -> last(consumer, partition, first, end))
                    .map(record -> PublishedPosition.parse(record.value()));
        }
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    private static Optional<ConsumerRecord<byte[], byte[]>> last(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end) {
        consumer.seek(partition, from);
        Optional<ConsumerRecord<byte[], byte[]>> last = Optional.empty();
        long waitUntil = System.nanoTime() + BLOCK.toNanos();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                last = Optional.of(record);
                waitUntil = System.nanoTime() + BLOCK.toNanos();
            }
            if (System.nanoTime() > waitUntil) {
                throw new org.apache.kafka.common.errors.TimeoutException("the positions cannot be read");
            }
        }
        return last;
    }

    /** Publishes the records that were sent, and the position behind them: all of it or nothing. */
    void commit(PublishedPosition end) {
        send(new ProducerRecord<>(kafka.positions(), PARTITION, KEY.getBytes(UTF_8), RecordJson.of(end)));
        producer.commitTransaction();
        sending = false;
    }

    /**
     * Sends a record, and waits while the buffer is full. Most fail at the commit only; but without a broker each would wait here
     * for as long as one may.
     */
    void send(ProducerRecord<byte[], byte[]> record) {
        if (!sending) {
            producer.beginTransaction();
            sending = true;
        }
        Future<RecordMetadata> sent = producer.send(record);
        if (sent.isDone() && sent.state() == Future.State.FAILED) {
            Throwable cause = sent.exceptionNow();
            throw cause instanceof KafkaException known ? known : new KafkaException(cause);
        }
    }

    /** Closes at once; what is not committed is dropped. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
