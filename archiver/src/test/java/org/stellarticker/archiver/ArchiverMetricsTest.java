package org.stellarticker.archiver;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArchiverMetricsTest {

    @Test
    void alertsNameMetricsThatExist() throws IOException {
        var registry = new SimpleMeterRegistry();
        new ArchiverMetrics(registry);
        Set<String> known = registry.getMeters().stream()
                .map(Meter::getId)
                .map(id -> id.getName().replace('.', '_') + (id.getBaseUnit() == null ? "" : "_" + id.getBaseUnit()))
                .collect(toSet());
        Set<String> named = Pattern.compile("\\bticker_archive[a-z_]+\\b")
                .matcher(Files.readString(Path.of("../docker/monitoring/alerts.yml")))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceFirst("_total$", ""))
                .collect(toSet());

        assertThat(named).isNotEmpty();
        assertThat(known).containsAll(named);
    }
}
