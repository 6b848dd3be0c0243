package org.stellarticker.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ClockSetBackTest {

    private Instant timeOfDay = Instant.parse("2026-11-28T12:00:00Z");
    private Instant steady = Instant.EPOCH;
    private final ClockSetBack setBack = new ClockSetBack(clock(() -> timeOfDay), clock(() -> steady));

    @Test
    void passingTimeIsNotAClockSetBack() {
        pass(Duration.ofHours(3), Duration.ofHours(3));

        assertThat(setBack.happened()).isFalse();
    }

    @Test
    void aClockSetBackIsDetectedOnce() {
        pass(Duration.ofSeconds(1), Duration.ofMinutes(-30));

        assertThat(setBack.happened()).isTrue();
        assertThat(setBack.happened()).isFalse();
    }

    @Test
    void aClockSetForwardIsNotAClockSetBack() {
        pass(Duration.ofSeconds(1), Duration.ofMinutes(30));

        assertThat(setBack.happened()).isFalse();
    }

    @Test
    void anAdjustmentByASecondIsNotAClockSetBack() {
        pass(Duration.ofSeconds(1), Duration.ZERO);

        assertThat(setBack.happened()).isFalse();
    }

    private void pass(Duration inTruth, Duration byTheTimeOfDay) {
        steady = steady.plus(inTruth);
        timeOfDay = timeOfDay.plus(byTheTimeOfDay);
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
