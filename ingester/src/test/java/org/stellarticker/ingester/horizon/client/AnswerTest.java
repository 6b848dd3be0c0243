package org.stellarticker.ingester.horizon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void whoAsksForADayIsAskedAgainAfterMinutes() {
        var clock = Clock.systemUTC();
        assertThat(Answer.delay("9999999999", clock)).contains(Duration.ofMinutes(5));
        assertThat(Answer.delay("Fri, 31 Dec 9999 23:59:59 GMT", clock)).contains(Duration.ofMinutes(5));
        assertThat(Answer.delay("-3", clock)).contains(Duration.ZERO);
        assertThat(Answer.delay("7", clock)).contains(Duration.ofSeconds(7));
        assertThat(Answer.delay("soon", clock)).isEmpty();
    }

    @Test
    void howManyAreLeftIsReadHoweverAProxyWritesIt() {
        assertThat(Answer.remaining("99")).hasValue(99);
        assertThat(Answer.remaining("99, 3599;w=3600")).hasValue(99);
        assertThat(Answer.remaining("many")).isEmpty();
        assertThat(Answer.remaining(null)).isEmpty();
    }
}
