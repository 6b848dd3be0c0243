package org.stellarticker.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class AggregatorMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AggregatorMetrics metrics = new AggregatorMetrics(registry);

    @Test
    void everyMetricExistsFromTheStartWithTheValueZero() {
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactlyInAnyOrder(
                        "ticker.change.marks",
                        "ticker.change.marks.waiting",
                        "ticker.windows.changed",
                        "ticker.candles.mismatched");
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.measure())
                        .allSatisfy(measurement ->
                                assertThat(measurement.getValue()).isZero()));
    }

    @Test
    void theNumberThatWaitsIsTheLastOne() {
        metrics.marksWaiting(7);
        metrics.marksWaiting(3);

        assertThat(registry.get("ticker.change.marks.waiting").gauge().value()).isEqualTo(3);
    }
}
