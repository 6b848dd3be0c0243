package org.stellarticker.ingester.horizon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryDelayTest {

    private final RetryDelay delay = new RetryDelay();

    @Test
    void growsUpToHalfAMinuteAndNoFurther() {
        Duration first = delay.after(new HorizonException("down"));
        for (int i = 0; i < 100; i++) {
            delay.after(new HorizonException("down"));
        }
        Duration late = delay.after(new HorizonException("down"));

        assertThat(first).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
        assertThat(late).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    @Test
    void aPauseForAllWorkNeedsNoDelayOfItsOwn() {
        var fault = new HorizonException("429", Optional.of(Duration.ofSeconds(7)), /* rateLimit= */ true);

        assertThat(delay.after(fault.asPaused())).isZero();
    }

    @Test
    void beginsAnewAfterASuccess() {
        for (int i = 0; i < 10; i++) {
            delay.after(new HorizonException("down"));
        }

        delay.reset();

        assertThat(delay.after(new HorizonException("down"))).isLessThanOrEqualTo(Duration.ofMillis(250));
    }
}
