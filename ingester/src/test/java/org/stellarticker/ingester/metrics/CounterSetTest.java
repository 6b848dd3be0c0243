package org.stellarticker.ingester.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class CounterSetTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CounterSet fetches =
            new CounterSet(registry, "ticker.fetches", "Fetches, by outcome", "outcome", List.of("read", "skipped"));

    @Test
    void registersEachCounterWithZero() {
        assertThat(value("read")).isZero();
        assertThat(value("skipped")).isZero();
    }

    @Test
    void addsToTheCounterOfAValueOnly() {
        fetches.add("read", 1);
        fetches.add("read", 2);

        assertThat(value("read")).isEqualTo(3);
        assertThat(value("skipped")).isZero();
    }

    @Test
    void rejectsAnUnknownValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fetches.add("lost", 1))
                .withMessageContaining("found \"lost\"");
    }

    private double value(String outcome) {
        return registry.get("ticker.fetches").tag("outcome", outcome).counter().count();
    }
}
