package org.stellarticker.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.daemon.trace.OtlpReceiver;

/** A real process, started, looked at from outside and stopped as the supervisor does it. */
class DaemonTest {

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endProcess() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void publishesItsStateInFilesAndEndsCleanlyOnSigterm() throws Exception {
        start(Map.of());
        awaitStatus("running\ttask: running | work: working, 2 s behind");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(metrics())
                        .content()
                        .contains("sample_things_total{program=\"sample\"} 3.0")
                        .contains("jvm_memory_used_bytes{area=\"heap\"")
                        .contains("ticker_lag_seconds{program=\"sample\",work=\"work\"} 2.0")
                        .contains("ticker_lag_seconds{program=\"sample\",work=\"task\"} 0.0")
                        .doesNotContain("NaN"));

        process().destroy();

        assertThat(exitCode(Duration.ofSeconds(5))).isZero();
        assertThat(log()).contains("task done rows=\"7\"", "work ended", "resource closed", "program ended");
        assertThat(log()).containsOnlyOnce("reported ended");
        assertThat(log().indexOf("reported ended"))
                .isBetween(log().indexOf("work ended"), log().indexOf("resource closed"));
        assertThat(log().indexOf("work ended")).isLessThan(log().indexOf("resource closed"));
        assertThat(status()).doesNotExist();
    }

    @Test
    void aWokenTaskRunsBeforeItIsDue() throws Exception {
        start(Map.of("SAMPLE", "task is woken"));

        awaitStatus("running\ttask: run 3");
    }

    @Test
    void endsWithinFiveSecondsAlthoughItsWorkHangs() throws Exception {
        start(Map.of("SAMPLE", "hangs"));
        awaitStatus("running\twork: hanging");

        process().destroy();

        assertThat(exitCode(Duration.ofSeconds(6))).isZero();
        assertThat(log()).contains("work did not end in time");
    }

    @Test
    void endsWhileItWaitsInItsWiring() throws Exception {
        start(Map.of("SAMPLE", "waits for leadership"));
        awaitStatus("standby\twork: another copy leads");

        process().destroy();

        assertThat(exitCode(Duration.ofSeconds(5))).isZero();
        assertThat(log()).contains("resource closed").doesNotContain("ERROR");
    }

    @Test
    void anExceptionInALoopIsLoggedOnceAndEndsTheProcess() throws Exception {
        start(Map.of("SAMPLE", "fails"));

        assertThat(exitCode(Duration.ofSeconds(20))).isEqualTo(70);
        assertThat(log())
                .containsOnlyOnce("program ends after an exception")
                .containsOnlyOnce("at org.stellarticker.daemon.SampleProgram.");
    }

    @Test
    void anExceptionInATaskIsLoggedOnceAndEndsTheProcess() throws Exception {
        start(Map.of("SAMPLE", "task fails"));

        assertThat(exitCode(Duration.ofSeconds(20))).isEqualTo(70);
        assertThat(log())
                .containsOnlyOnce("program ends after an exception")
                .contains("work=\"task\"")
                .doesNotContain("reported ended");
    }

    @Test
    void aFailedStartIsReportedInOneLine() throws Exception {
        start(Map.of("SAMPLE", "cannot start"));

        assertThat(exitCode(Duration.ofSeconds(20))).isEqualTo(69);
        assertThat(log())
                .contains("could not start: database: expected PostgreSQL 15, found 9")
                .doesNotContain("\tat ");
    }

    @Test
    void aFailedStartIsReportedAsJsonToo() throws Exception {
        start(Map.of("SAMPLE", "cannot start", "LOG_FORMAT", "json"));

        assertThat(exitCode(Duration.ofSeconds(20))).isEqualTo(69);
        assertThat(log().lines().toList())
                .allMatch(line -> line.startsWith("{\"timestamp\":") && line.endsWith("}"))
                .anyMatch(line -> line.contains("\"level\":\"ERROR\"")
                        && line.contains("\"loggerName\":\"sample\"")
                        && line.contains("\"formattedMessage\":\"sample: database: expected PostgreSQL 15, found 9\""));
    }

    @Test
    void javaUtilLoggingHasTheFormOfTheLog() throws Exception {
        start(Map.of("SAMPLE", "library warns", "LOG_FORMAT", "json"));

        assertThat(exitCode(Duration.ofSeconds(20))).isEqualTo(69);
        assertThat(log().lines().toList())
                .allMatch(line -> line.startsWith("{") && line.endsWith("}"))
                .anyMatch(line -> line.contains("\"loggerName\":\"org.library\"")
                        && line.contains("\"formattedMessage\":\"a port of 99999\""));
    }

    @Test
    void aSettingsFaultFoundWhileWiringExitsAsOne() throws Exception {
        start(Map.of("SAMPLE", "turns out to be wrong"));

        assertThat(exitCode(Duration.ofSeconds(20))).isEqualTo(78);
        assertThat(log()).contains("sample: SAMPLE: expected something else").doesNotContain("\tat ");
    }

    @Test
    void aSettingsFaultFoundWhileRunningExitsAsOne() throws Exception {
        start(Map.of("SAMPLE", "turns out to be wrong later"));

        assertThat(exitCode(Duration.ofSeconds(20))).isEqualTo(78);
        assertThat(log()).contains("sample: SAMPLE: expected something else").doesNotContain("\tat ");
    }

    @Test
    void allSettingsFaultsAreReportedAndSetTheExitCode() throws Exception {
        start(Map.of("LOG_LEVEL", "loud", "TICKER_PORT", "eighty", "TICKER_HOMES", "/x"));

        assertThat(exitCode(Duration.ofSeconds(20))).isEqualTo(78);
        assertThat(log().lines())
                .containsExactly(
                        "sample: TICKER_PORT: expected a whole number from 1 to 65535, found \"eighty\"",
                        "sample: LOG_LEVEL: expected one of error, warn, info, debug, trace, found \"loud\"",
                        "sample: TICKER_HOMES: no such setting; did you mean TICKER_HOME?");
    }

    @Test
    void aStateFolderThatCannotBeWrittenIsOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        start(Map.of("TICKER_STATE", file.toString()));

        assertThat(exitCode(Duration.ofSeconds(20))).isEqualTo(73);
        assertThat(log().lines().toList())
                .singleElement()
                .asString()
                .startsWith("sample: TICKER_STATE: expected a folder that can be written, found \"" + file + "\"");
    }

    @Test
    void logsAsJsonWhenConfigured() throws Exception {
        start(Map.of("LOG_FORMAT", "json"));
        await().atMost(Duration.ofSeconds(20)).until(() -> log().contains("task done"));

        assertThat(log().lines().toList()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(log()).contains("\"formattedMessage\":\"task done\",\"rows\":7,\"quick\":true,\"level_\":\"high\"}");
    }

    @Test
    void sendsTracesToACollectorAndTheLastOnesAtItsEnd() throws Exception {
        try (var collector = OtlpReceiver.start()) {
            start(Map.of("SAMPLE", "traces", "OTEL_EXPORTER_OTLP_ENDPOINT", collector.address()));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> collector.spans().stream()
                            .anyMatch(span -> span.name().equals("work")));

            process().destroy();

            assertThat(exitCode(Duration.ofSeconds(5))).isZero();
            assertThat(collector.spans())
                    .allMatch(span -> span.program().equals("sample"))
                    .anyMatch(span -> span.name().equals("last work"));
        }
    }

    @Test
    void logsOnceThatTheCollectorIsAway() throws Exception {
        start(Map.of("SAMPLE", "traces", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"));
        await().atMost(Duration.ofSeconds(40)).until(() -> log().contains("takes no traces"));

        process().destroy();

        assertThat(exitCode(Duration.ofSeconds(5))).isZero();
        assertThat(log())
                .containsOnlyOnce("the collector http://127.0.0.1:9/v1/traces takes no traces")
                .doesNotContain("\tat ")
                .doesNotContain("Failed to export");
    }

    @Test
    void loadsNoClassThatTracesWithoutACollector() throws Exception {
        start(Map.of("SAMPLE", "traces", "JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + folder.resolve("classes")));
        awaitStatus("running\twork: working");

        process().destroy();

        assertThat(exitCode(Duration.ofSeconds(5))).isZero();
        assertThat(folder.resolve("classes"))
                .content()
                .contains("org.stellarticker.daemon.trace.Traces ")
                .doesNotContain("io.opentelemetry");
    }

    private void start(Map<String, String> settings) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var builder = new ProcessBuilder(List.of(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SampleProgram.class.getName()));
        var environment = new HashMap<>(Map.of("TICKER_STATE", folder.toString()));
        environment.putAll(settings);
        builder.environment().clear();
        builder.environment().putAll(environment);
        started.add(builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start());
    }

    private Process process() {
        return started.getLast();
    }

    private int exitCode(Duration within) throws InterruptedException {
        assertThat(process().waitFor(within.toMillis(), TimeUnit.MILLISECONDS))
                .as("ended in time")
                .isTrue();
        return process().exitValue();
    }

    private void awaitStatus(String expected) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(status()).hasContent(expected + "\nwell\t10"));
    }

    private Path status() {
        return folder.resolve("run/status/sample");
    }

    private Path metrics() {
        return folder.resolve("run/metrics/sample.prom");
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }
}
