package org.stellarticker.e2e.run;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The metrics that alerts and dashboards name. */
final class MonitoredMetrics {

    private static final Pattern NAME = Pattern.compile("\\b(ticker|jvm|process|system)_[a-z0-9_]+\\b");

    /** Some of Java's exist after the first garbage collection only. */
    private static final Duration SOON = Duration.ofSeconds(60);

    private MonitoredMetrics() {}

    /** Asserts that programs of a run expose those metrics of a file that are wanted. */
    static void assertExposed(RunningTicker ticker, String file, Predicate<String> wanted) throws IOException {
        Set<String> named = NAME.matcher(Files.readString(Path.of("../docker/monitoring", file)))
                .results()
                .map(MatchResult::group)
                .filter(wanted)
                .collect(toCollection(TreeSet::new));
        assertThat(named).as(file).isNotEmpty();
        await(file).atMost(SOON).untilAsserted(() -> assertThat(exposed(ticker)).containsAll(named));
    }

    private static Set<String> exposed(RunningTicker ticker) throws Exception {
        return ticker.metrics()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(toCollection(TreeSet::new));
    }
}
