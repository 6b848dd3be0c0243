package org.stellarticker.ingester.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HostBoundTest {

    @Test
    void aHostIsAskedSoOftenAnHourAndNoOtherOneForThat() {
        var now = new AtomicLong();
        var bound = new HostBound(2, now::get);

        assertThat(bound.take("bank.example")).isTrue();
        assertThat(bound.take("bank.example")).isTrue();
        assertThat(bound.take("bank.example")).isFalse();
        assertThat(bound.take("other.example")).isTrue();

        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(bound.take("bank.example")).isTrue();
    }
}
