package org.stellarticker.ingester.horizon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff();

    @Test
    void growsUpToHalfAMinuteAndNoFurther() {
        Duration first = backoff.after(new HorizonException("down"));
        for (int i = 0; i < 100; i++) {
            backoff.after(new HorizonException("down"));
        }
        Duration late = backoff.after(new HorizonException("down"));

        assertThat(first).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
        assertThat(late).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    @Test
    void whatAllWorkWaitsForNobodyWaitsForByHimself() {
        var fault = new HorizonException("429", Optional.of(Duration.ofSeconds(7)), /* rateLimit= */ true);

        assertThat(backoff.after(fault.asPaused())).isZero();
    }

    @Test
    void beginsAnewOnceSomethingWorked() {
        for (int i = 0; i < 10; i++) {
            backoff.after(new HorizonException("down"));
        }

        backoff.restore();

        assertThat(backoff.after(new HorizonException("down"))).isLessThanOrEqualTo(Duration.ofMillis(250));
    }
}
