package org.stellarticker.graphqlserver.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Merges the metrics of all programs on this machine into one Prometheus text. Each program writes its own file, with its
 * name as a label. The format requires all lines of a metric together, described once.
 */
public final class MetricsFiles {

    /** A file is rewritten every two seconds; an older one belongs to a program that ended. */
    private static final Duration ENDED = Duration.ofSeconds(30);

    private static final String HELP = "# HELP ";
    private static final String TYPE = "# TYPE ";

    private final Path folder;
    private final Clock clock;

    public MetricsFiles(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Returns Prometheus' text format, metrics by name, and programs by name in each. */
    public String merged() throws IOException {
        var metrics = new TreeMap<String, Metric>();
        for (Path file : files()) {
            try {
                add(metrics, Files.readString(file));
            } catch (NoSuchFileException justEnded) {
                // Its program has ended.
            }
        }
        var text = new StringBuilder();
        metrics.values().forEach(metric -> metric.writeTo(text));
        return text.toString();
    }

    private List<Path> files() throws IOException {
        Instant oldest = clock.instant().minus(ENDED);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".prom"))
                    .filter(file -> Files.exists(file)
                            && Instant.ofEpochMilli(file.toFile().lastModified())
                                    .isAfter(oldest))
                    .sorted()
                    .toList();
        }
    }

    private static void add(Map<String, Metric> metrics, String text) {
        String described = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith(HELP)) {
                described = nameDescribed(line);
                metric(metrics, described).help = line;
            } else if (line.startsWith(TYPE)) {
                described = nameDescribed(line);
                metric(metrics, described).type = line;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String own = nameOfSample(line);
                // The samples of a summary have names such as wait_seconds_count.
                metric(metrics, own.startsWith(described) && !described.isEmpty() ? described : own)
                        .samples
                        .add(line);
            }
        }
    }

    private static Metric metric(Map<String, Metric> metrics, String name) {
        return metrics.computeIfAbsent(name, absent -> new Metric());
    }

    /** Returns the third word. */
    private static String nameDescribed(String description) {
        return description.split(" ", 4)[2];
    }

    private static String nameOfSample(String sample) {
        return sample.split("[{ ]", 2)[0];
    }

    private static final class Metric {
        private String help = "";
        private String type = "";
        private final List<String> samples = new ArrayList<>();

        void writeTo(StringBuilder text) {
            Stream.concat(Stream.of(help, type).filter(line -> !line.isEmpty()), samples.stream())
                    .forEach(line -> text.append(line).append('\n'));
        }
    }
}
