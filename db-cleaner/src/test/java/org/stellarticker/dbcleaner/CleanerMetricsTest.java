package org.stellarticker.dbcleaner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stellarticker.dbcleaner.Cleaned.Days;

class CleanerMetricsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CleanerMetrics metrics = new CleanerMetrics(registry);

    @Test
    void everyMetricExistsFromTheStartWithTheValueZero() {
        assertThat(registry.get("ticker.cleaned.partitions").counter().count()).isZero();
        assertThat(Cleaner.TABLES)
                .contains("candle_1m", "horizon_candle", "event_log")
                .allSatisfy(table -> assertThat(deleted(table)).isZero());
    }

    @Test
    void passesAddUp() {
        metrics.add(cleaned("ledger", 3));
        metrics.add(cleaned("ledger", 4));

        assertThat(registry.get("ticker.cleaned.partitions").counter().count()).isEqualTo(2);
        assertThat(deleted("ledger")).isEqualTo(7);
        assertThat(deleted("event_log")).isZero();
    }

    @Test
    void rejectsATableThatIsNotListed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metrics.add(cleaned("candle_2m", 1)))
                .withMessageContaining("found \"candle_2m\"");
    }

    private static Cleaned cleaned(String table, long rows) {
        return new Cleaned(new Days(List.of(), List.of(DAY), ""), Map.of(table, rows));
    }

    private double deleted(String table) {
        return registry.get("ticker.cleaned.rows").tag("table", table).counter().count();
    }
}
