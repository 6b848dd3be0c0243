package org.stellarticker.ingester.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HostLimitTest {

    @Test
    void limitsTheRequestsToOneHostWithoutLimitingOthers() {
        var now = new AtomicLong();
        var limit = new HostLimit(2, now::get);

        assertThat(limit.tryAcquire("bank.example")).isTrue();
        assertThat(limit.tryAcquire("bank.example")).isTrue();
        assertThat(limit.tryAcquire("bank.example")).isFalse();
        assertThat(limit.tryAcquire("other.example")).isTrue();

        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(limit.tryAcquire("bank.example")).isTrue();
    }
}
