package org.stellarticker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of the product, run as the product runs it: {@code docker/runner/program.py}, with its heap and its
 * compiler settings.
 */
public final class RunningProgram implements AutoCloseable {

    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);

    /** The number of log lines in a failure report. */
    private static final int LAST_WORDS = 60;

    /** The benchmark ignores the settings of its user's environment. */
    private static final List<String> SETTINGS =
            List.of("SANDBOX_", "HORIZON_", "TICKER_", "DATABASE_", "TOML_", "ARCHIVE_", "SUBSCRIPTIONS", "WEBHOOK_");

    private final String name;
    private final Path state;
    private final Process process;

    private RunningProgram(String name, Path state, Process process) {
        this.name = name;
        this.state = state;
        this.process = process;
    }

    /**
     * Starts a program.
     *
     * @param state the folder of its run; the program finds a {@link ScratchPostgres} there
     */
    public static RunningProgram start(String name, Path state, Map<String, String> settings) throws IOException {
        Path run = Files.createDirectories(state.resolve("run"));
        var starting = supervised(name)
                .directory(run.toFile())
                .redirectErrorStream(true)
                .redirectOutput(state.resolve(name + ".log").toFile());
        starting.environment().keySet().removeIf(key -> SETTINGS.stream().anyMatch(key::startsWith));
        starting.environment().putAll(settings);
        starting.environment().put("TICKER_STATE", state.toString());
        return new RunningProgram(name, state, starting.start());
    }

    /** Returns its command, as in {@code docker/supervisord.conf}. */
    static ProcessBuilder supervised(String name) {
        return new ProcessBuilder(
                "sh", "-c", "exec \"${PYTHON3:-python3}\" -I -S \"$APP_HOME/docker/runner\" supervised \"$0\"", name);
    }

    /** Returns the processor time that it has used. */
    public Duration cpu() {
        return ProcessorTime.of(process.pid());
    }

    /** Returns the ids of it and of the processes that it has started. */
    public Stream<Long> family() {
        return Stream.concat(Stream.of(process.pid()), process.descendants().map(ProcessHandle::pid));
    }

    /** Returns its peak memory, in MiB. */
    public double peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0)
                .findFirst()
                .orElseThrow();
    }

    /** Returns its used heap as last reported, in MiB. */
    public OptionalDouble heapUsed() throws IOException {
        Path metrics = state.resolve("run/metrics/" + name + ".prom");
        if (!Files.exists(metrics)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Files.readAllLines(metrics).stream()
                        .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum()
                / (1 << 20));
    }

    /**
     * Checks that it runs.
     *
     * @throws IllegalStateException when it ended by itself; the message has the end of its log
     */
    public void check() throws IOException {
        if (!process.isAlive()) {
            List<String> log = Files.readAllLines(state.resolve(name + ".log"));
            String end = String.join("\n", log.subList(Math.max(0, log.size() - LAST_WORDS), log.size()));
            throw new IllegalStateException(name + " ended; its log:\n" + end);
        }
    }

    /** Checks that all of them run, as {@link #check()} does. */
    public static void check(List<RunningProgram> programs) throws IOException {
        for (RunningProgram program : programs) {
            program.check();
        }
    }

    /** Suspends it, so that it uses no processor, until {@link #resume()}. */
    public void suspend() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets a suspended program go on. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException(this.name + ": kill -" + name + " ended with " + code);
        }
    }

    /** Stops it, by force when that takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException asked) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
