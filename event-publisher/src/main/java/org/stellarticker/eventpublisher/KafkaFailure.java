package org.stellarticker.eventpublisher;

import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.stellarticker.daemon.settings.SettingsException;

/** What an exception of Kafka's clients means. They hide the reason in a cause. */
record KafkaFailure(KafkaException failed) {

    /** Returns what failed and why, in one line. */
    String reason() {
        String what = String.valueOf(failed.getMessage());
        return causes().reduce((_, deeper) -> deeper)
                .flatMap(cause -> Optional.ofNullable(cause.getMessage()))
                .filter(why -> !what.contains(why))
                .map(why -> what + ": " + why)
                .orElse(what);
    }

    /** Returns whether another publisher took over. */
    boolean isFenced() {
        return causes().anyMatch(cause ->
                cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException);
    }

    /** Returns the fault of a setting, which trying again does not mend. */
    Optional<SettingsException> settingsFault() {
        return causes().filter(ConfigException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()))
                // Names that DNS does not know at the moment, such as that of a container that is away.
                .filter(message -> !message.contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))
                .map(message -> new SettingsException(
                        "EVENTS_KAFKA_CLIENT: expected client properties of Kafka; its client says: " + message))
                .findFirst();
    }

    private Stream<Throwable> causes() {
        var causes = new ArrayList<Throwable>();
        Throwable cause = failed;
        while (cause != null) {
            causes.add(cause);
            cause = cause.getCause();
        }
        return causes.stream();
    }
}
