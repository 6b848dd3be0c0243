package org.stellarticker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** One of our programs, run as the product runs it: {@code docker/runner/program.py}, with its heap and its compiler. */
public final class RunningProgram implements AutoCloseable {

    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);

    /** Lines of its log that tell why it ended. */
    private static final int LAST_WORDS = 60;

    /** Settings of whoever runs us are not the benchmark's. */
    private static final List<String> SETTINGS = List.of("SANDBOX_", "HORIZON_", "TICKER_", "DATABASE_", "TOML_");

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
     * @param state the folder of its run; it finds a {@link ScratchPostgres} that is there by itself
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

    /** Its command, as {@code docker/supervisord.conf} has it. */
    static ProcessBuilder supervised(String name) {
        return new ProcessBuilder(
                "sh", "-c", "exec \"${PYTHON3:-python3}\" -I -S \"$APP_HOME/docker/runner\" supervised \"$0\"", name);
    }

    /** The processor time that it took until now. */
    public Duration cpu() {
        return ProcessorTime.of(process.pid());
    }

    /** The memory that it had at most, all of it; in MiB. */
    public double peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0)
                .findFirst()
                .orElseThrow();
    }

    /** What is in use of its heap, as it told last; in MiB. */
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

    /** @throws IllegalStateException with its log's end, which has the fault, when it ended by itself */
    public void check() throws IOException {
        if (!process.isAlive()) {
            List<String> log = Files.readAllLines(state.resolve(name + ".log"));
            String end = String.join("\n", log.subList(Math.max(0, log.size() - LAST_WORDS), log.size()));
            throw new IllegalStateException(name + " ended, saying:\n" + end);
        }
    }

    /** Ends it in order, or by force when that takes too long. */
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
