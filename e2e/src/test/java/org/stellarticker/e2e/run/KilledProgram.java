package org.stellarticker.e2e.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program in a process of its own, so that it can be killed. */
final class KilledProgram implements AutoCloseable {

    private final Class<?> main;
    private final Map<String, String> settings;
    private final Path log;
    private @Nullable Process process;

    KilledProgram(Class<?> main, Map<String, String> settings, Path log) {
        this.main = main;
        this.settings = Map.copyOf(settings);
        this.log = log;
    }

    private ProcessBuilder command(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(settings);
        return builder;
    }

    /** Runs it with arguments until it ends; returns what it printed. */
    String run(String... arguments) throws IOException {
        Process once = command(arguments).start();
        return new String(once.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    void start() throws IOException {
        process = command()
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Kills it at once, as a crash does, and starts it again; also after it ended by itself. */
    void killAndStart() throws IOException {
        kill();
        start();
    }

    private void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Starts it when it has ended, as a supervisor does. */
    void keepUp() throws IOException {
        if (process == null || !process.isAlive()) {
            start();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
