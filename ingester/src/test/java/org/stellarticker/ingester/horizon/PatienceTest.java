package org.stellarticker.ingester.horizon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final Patience patience = new Patience();

    @Test
    void growsUpToHalfAMinuteAndNoFurther() {
        Duration first = patience.after(new HorizonFault("down"));
        for (int i = 0; i < 100; i++) {
            patience.after(new HorizonFault("down"));
        }
        Duration late = patience.after(new HorizonFault("down"));

        assertThat(first).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
        assertThat(late).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    @Test
    void whatAllWorkWaitsForNobodyWaitsForByHimself() {
        var fault = new HorizonFault("429", Optional.of(Duration.ofSeconds(7)), /* rateLimit= */ true);

        assertThat(patience.after(fault.asPaused())).isZero();
    }

    @Test
    void beginsAnewOnceSomethingWorked() {
        for (int i = 0; i < 10; i++) {
            patience.after(new HorizonFault("down"));
        }

        patience.restore();

        assertThat(patience.after(new HorizonFault("down"))).isLessThanOrEqualTo(Duration.ofMillis(250));
    }
}
