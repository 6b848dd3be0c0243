package org.stellarticker.eventpublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaFailureTest {

    @Test
    void theReasonIsThatOfTheDeepestCause() {
        assertThat(new KafkaFailure(new KafkaException(
                                "Failed to create new KafkaAdminClient",
                                new KafkaException("outer", new IllegalArgumentException("no login module"))))
                        .reason())
                .isEqualTo("Failed to create new KafkaAdminClient: no login module");
        assertThat(new KafkaFailure(new TimeoutException("no answer")).reason()).isEqualTo("no answer");
        assertThat(new KafkaFailure(new KafkaException("no message beneath", new IllegalStateException())).reason())
                .isEqualTo("no message beneath");
    }

    @Test
    void propertiesThatKafkaDoesNotKnowAreAFaultOfTheSetting() {
        var properties = new Properties();
        properties.put("security.protocol", "NONE");

        assertThatThrownBy(() -> KafkaSession.open(new KafkaConfig("127.0.0.1:9", "test", properties)))
                .isInstanceOfSatisfying(
                        KafkaException.class,
                        failed -> assertThat(new KafkaFailure(failed).settingsFault())
                                .hasValueSatisfying(fault -> assertThat(fault)
                                        .hasMessageContaining(
                                                "EVENTS_KAFKA_CLIENT: expected client properties of Kafka")
                                        .hasMessageContaining("security.protocol")));
    }

    @Test
    void aNameThatIsNotKnownNowIsTriedAgain() {
        var failure = new KafkaFailure(new KafkaException(
                "Failed to create new KafkaAdminClient",
                new ConfigException("No resolvable bootstrap urls given in bootstrap.servers")));

        assertThat(failure.settingsFault()).isEmpty();
        assertThat(failure.reason()).endsWith(": No resolvable bootstrap urls given in bootstrap.servers");
    }

    @Test
    void aFencedProducerIsNoKafkaThatIsAway() {
        assertThat(new KafkaFailure(new KafkaException("in an error state", new ProducerFencedException("newer epoch")))
                        .isFenced())
                .isTrue();
        assertThat(new KafkaFailure(new TimeoutException("no answer")).isFenced())
                .isFalse();
    }
}
