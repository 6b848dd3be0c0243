package org.stellarticker.webhooksender;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.stellarticker.webhooksender.metrics.SenderMetrics;

class SenderMetricsTest {

    @Test
    void alertsNameMetricsThatExist() throws IOException {
        var registry = new SimpleMeterRegistry();
        new SenderMetrics(registry);
        Set<String> known = registry.getMeters().stream()
                .map(meter -> meter.getId().getName().replace('.', '_'))
                .collect(toSet());
        Set<String> named = Pattern.compile("\\bticker_webhooks_[a-z_]+\\b")
                .matcher(Files.readString(Path.of("../docker/monitoring/alerts.yml")))
                .results()
                .map(found -> found.group().replaceFirst("_total$", ""))
                .collect(toSet());

        assertThat(named).isNotEmpty();
        assertThat(known).containsAll(named);
    }

    @Test
    void everyMetricIsThereFromTheStartAndDocumented() throws IOException {
        var registry = new SimpleMeterRegistry();
        new SenderMetrics(registry);
        String documents = Files.readString(Path.of("../docs/api.md"));

        assertThat(registry.getMeters()).hasSize(11);
        for (Meter meter : registry.getMeters()) {
            String name = meter.getId().getName().replace('.', '_');
            assertThat(documents)
                    .contains("`" + (meter.getId().getType() == Meter.Type.COUNTER ? name + "_total" : name) + "`");
            assertThat(meter.measure().iterator().next().getValue()).as(name).isZero();
        }
    }
}
