package org.stellarticker.eventpublisher;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PublisherMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PublisherMetrics metrics = new PublisherMetrics(registry);

    @Test
    void everyMetricExistsFromTheStartWithTheValueZero() {
        assertThat(registry.getMeters())
                .hasSize(8)
                .allSatisfy(meter -> assertThat(meter.measure())
                        .allSatisfy(value -> assertThat(value.getValue()).isZero()));
    }

    @Test
    void alertsNameMetricsThatExist() throws IOException {
        Set<String> known = registry.getMeters().stream()
                .map(meter -> meter.getId().getName().replace('.', '_'))
                .collect(toSet());
        Set<String> named = Pattern.compile("\\bticker_events_[a-z_]+\\b")
                .matcher(Files.readString(Path.of("../docker/monitoring/alerts.yml")))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceFirst("_total$", ""))
                .collect(toSet());

        assertThat(named).isNotEmpty();
        assertThat(known).containsAll(named);
    }

    @Test
    void transactionsAddUpAndTheLogSaysWhatWaits() {
        metrics.published(new Records.Count(3, 1, 2, 4), 10, 12);
        metrics.published(new Records.Count(1, 0, 0, 0), 12, 12);

        assertThat(published("trades")).isEqualTo(4);
        assertThat(published("corrections")).isEqualTo(1);
        assertThat(published("candles")).isEqualTo(2);
        assertThat(published("markets")).isEqualTo(4);
        assertThat(registry.get("ticker.events.position").gauge().value()).isEqualTo(12);
        assertThat(registry.get("ticker.events.behind").gauge().value()).isZero();
    }

    @Test
    void nothingWaitsForACopyThatStandsBy() {
        metrics.at(10, 12);
        assertThat(registry.get("ticker.events.behind").gauge().value()).isEqualTo(2);

        metrics.standby();

        assertThat(registry.get("ticker.events.behind").gauge().value()).isZero();
    }

    private double published(String topic) {
        return registry.get("ticker.events.published")
                .tag("topic", topic)
                .counter()
                .count();
    }
}
