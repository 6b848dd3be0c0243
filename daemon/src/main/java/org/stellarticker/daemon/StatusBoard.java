package org.stellarticker.daemon;

import static java.util.stream.Collectors.joining;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentSkipListMap;
import org.stellarticker.core.status.ProgramReport;

/** Collects the progress of all work of a program; the program's state is the worst of them. */
final class StatusBoard {

    private final String program;
    private final String instance;
    private final String build;
    private final Clock clock;
    private final Clock steady;
    private final Map<String, Progress> works = new ConcurrentSkipListMap<>();

    /**
     * Makes a board without work.
     *
     * @param steady a clock that cannot be set
     */
    StatusBoard(String program, String instance, String build, Clock clock, Clock steady) {
        this.program = program;
        this.instance = instance;
        this.build = build;
        this.clock = clock;
        this.steady = steady;
    }

    Progress progress(String name) {
        return works.computeIfAbsent(name, absent -> new Progress(absent, clock, steady));
    }

    Collection<Progress> works() {
        return works.values();
    }

    ProgramReport report() {
        var reports = new ConcurrentSkipListMap<String, Progress.Report>();
        works.forEach((name, work) -> reports.put(name, work.report()));
        return new ProgramReport(
                program,
                instance,
                state(reports.values()).word(),
                detail(reports),
                lastProgress(reports.values()),
                lagSeconds(reports.values()),
                build,
                clock.instant());
    }

    private static ProgramState state(Collection<Progress.Report> reports) {
        ProgramState worst = reports.stream()
                .map(Progress.Report::state)
                .max(Comparator.naturalOrder())
                .orElse(ProgramState.STARTING);
        return worst == ProgramState.FINISHED ? ProgramState.RUNNING : worst;
    }

    private static String detail(Map<String, Progress.Report> reports) {
        return reports.entrySet().stream()
                .filter(entry -> entry.getValue().state() != ProgramState.FINISHED)
                .map(entry -> detail(entry.getKey(), entry.getValue()))
                .collect(joining(" | "));
    }

    private static String detail(String name, Progress.Report report) {
        String detail = report.detail().isEmpty() ? report.state().word() : report.detail();
        String stalled = report.state() == ProgramState.STALLED ? " (stalled)" : "";
        String behind = report.lag().map(lag -> ", " + inWords(lag) + " behind").orElse("");
        // One line and one column, also when a source's error message has line breaks or tabs.
        return (name + ": " + detail + stalled + behind).replaceAll("\\s+", " ");
    }

    private static Optional<Instant> lastProgress(Collection<Progress.Report> reports) {
        List<Progress.Report> stalled = reports.stream()
                .filter(report -> report.state() == ProgramState.STALLED)
                .toList();
        return (stalled.isEmpty() ? reports : stalled)
                .stream()
                        .map(Progress.Report::lastProgress)
                        .flatMap(Optional::stream)
                        .max(Comparator.naturalOrder());
    }

    private static OptionalDouble lagSeconds(Collection<Progress.Report> reports) {
        return reports.stream()
                .map(Progress.Report::lag)
                .flatMap(Optional::stream)
                .mapToDouble(lag -> lag.toMillis() / 1000.0)
                .max();
    }

    /**
     * Returns a length in its two largest units: {@code 3 s}, {@code 4 min 2 s}, {@code 2 h 5 min}, {@code 6 d 1 h}.
     */
    static String inWords(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }
}
