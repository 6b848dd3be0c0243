package org.stellarticker.ingester.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.stellarticker.ingester.horizon.Horizon;

class IngesterMetricsTest {

    @Test
    void everyMetricExistsFromTheStartWithTheValueZero() {
        var registry = new SimpleMeterRegistry();

        var metrics = new IngesterMetrics(registry);
        Horizon.register(metrics);

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsOnly(
                        "ticker.trades.stored",
                        "ticker.trades.conflicts",
                        "ticker.trades.rejected",
                        "ticker.trades.rejected.parsed",
                        "ticker.records.rejected",
                        "ticker.event.log.position",
                        "ticker.gaps",
                        "ticker.backfill.trades.per.second",
                        "ticker.backfill.done.ratio",
                        "ticker.backfill.remaining.seconds",
                        "ticker.horizon.budget.requests",
                        "ticker.horizon.requests",
                        "ticker.horizon.errors",
                        "ticker.horizon.candles",
                        "ticker.toml.fetches",
                        "ticker.assets.listed",
                        "ticker.assets.valid",
                        "ticker.order.book.fetches",
                        "ticker.audit.windows",
                        "ticker.audit.repaired",
                        "ticker.audit.disputed",
                        "ticker.audit.comparisons",
                        "ticker.trades.rejected.acknowledged");
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.measure())
                        .allSatisfy(measurement ->
                                assertThat(measurement.getValue()).isZero()));
    }
}
