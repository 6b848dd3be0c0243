package org.stellarticker.e2e.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks metrics in Prometheus' text format against its conventions, as {@code promtool check metrics} does. */
final class MetricsText {

    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (\\S+) ?(.*)");
    private static final Pattern SAMPLE = Pattern.compile("([^\\s{]+)(\\{.*})? (\\S+)( \\d+)?");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern LABEL = Pattern.compile("(?<=[{,])(\\w+)=\"");
    private static final Pattern QUOTED = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");

    /** Words of a name that stand for a unit that is not a base unit. */
    private static final Set<String> OTHER_UNITS = Set.of(
            "ms",
            "millis",
            "milliseconds",
            "micros",
            "microseconds",
            "nanos",
            "nanoseconds",
            "minutes",
            "hours",
            "days",
            "weeks",
            "bits",
            "kb",
            "mb",
            "kib",
            "mib",
            "kilobytes",
            "megabytes",
            "kibibytes",
            "mebibytes",
            "gigabytes",
            "percent");

    /** Words of a name that repeat what its type says. */
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary");

    private static final List<String> PARTS_OF_TIMERS = List.of("_count", "_sum", "_bucket");

    private final Map<String, String> helps = new LinkedHashMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Set<String> samples = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    private MetricsText() {}

    /** Returns what contradicts the conventions, each with the name of its metric. */
    static List<String> problems(String text) {
        var checked = new MetricsText();
        text.lines().filter(line -> !line.isBlank()).forEach(checked::read);
        checked.types.forEach(checked::checkName);
        return List.copyOf(checked.problems);
    }

    private void read(String line) {
        var comment = COMMENT.matcher(line);
        if (comment.matches()) {
            boolean help = comment.group(1).equals("HELP");
            String before = (help ? helps : types).put(comment.group(2), comment.group(3));
            if (before != null) {
                problems.add(comment.group(2) + ": described twice");
            }
            if (comment.group(3).isBlank()) {
                problems.add(comment.group(2) + ": expected a text after " + comment.group(1) + ", found none");
            }
            return;
        }
        var sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            problems.add("expected a sample, found " + line);
            return;
        }
        String labels = sample.group(2) == null ? "" : sample.group(2);
        if (!samples.add(sample.group(1) + labels)) {
            problems.add(sample.group(1) + labels + ": given twice");
        }
        String metric = metricOf(sample.group(1));
        if (!types.containsKey(metric) || !helps.containsKey(metric)) {
            problems.add(sample.group(1) + ": expected HELP and TYPE before its samples");
        }
        LABEL.matcher(QUOTED.matcher(labels).replaceAll("\"\""))
                .results()
                .map(label -> label.group(1))
                .filter(label -> !NAME.matcher(label).matches())
                .forEach(label -> problems.add(sample.group(1) + ": expected a label in snake case, found " + label));
    }

    /** Returns the metric of a sample; those of timers have names such as {@code wait_seconds_count}. */
    private String metricOf(String name) {
        return PARTS_OF_TIMERS.stream()
                .filter(name::endsWith)
                .map(part -> name.substring(0, name.length() - part.length()))
                .filter(metric -> Set.of("summary", "histogram").contains(types.getOrDefault(metric, "")))
                .findFirst()
                .orElse(name);
    }

    private void checkName(String name, String type) {
        if (!NAME.matcher(name).matches()) {
            problems.add(name + ": expected a name in snake case without colons");
        }
        if (type.equals("counter") != name.endsWith("_total")) {
            problems.add(name + ": expected counters, and only these, to end in _total; it is a " + type);
        }
        if (PARTS_OF_TIMERS.stream().anyMatch(name::endsWith)) {
            problems.add(name + ": expected no part of a timer in the name of a metric");
        }
        for (String word : name.split("_", -1)) {
            if (OTHER_UNITS.contains(word)) {
                problems.add(name + ": expected base units, found " + word);
            }
            if (TYPES.contains(word)) {
                problems.add(name + ": expected no type in the name, found " + word);
            }
        }
    }
}
