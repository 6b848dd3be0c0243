package org.stellarticker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

    @Test
    void aProcessHasUsedTimeAndItsFamilyNoLess() {
        long ourselves = ProcessHandle.current().pid();

        Duration own = ProcessorTime.of(ourselves);
        assertThat(own).isPositive();
        assertThat(ProcessorTime.ofFamily(ourselves)).isGreaterThanOrEqualTo(own);
    }

    @Test
    void anEndedProcessHasUsedNone() {
        assertThat(ProcessorTime.of(Long.MAX_VALUE)).isZero();
    }
}
