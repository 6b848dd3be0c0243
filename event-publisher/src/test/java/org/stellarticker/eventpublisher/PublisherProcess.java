package org.stellarticker.eventpublisher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.process.ProgramProcess;

/** The program in a process of its own, so that it can be killed. */
final class PublisherProcess implements AutoCloseable {

    private final String database;
    private final String kafka;
    private final String prefix;
    private final Path log;
    private @Nullable Process process;

    PublisherProcess(String database, String kafka, String prefix, Path log) {
        this.database = database;
        this.kafka = kafka;
        this.prefix = prefix;
        this.log = log;
    }

    void start() throws IOException {
        start(Map.of());
    }

    /** @param more settings of the program */
    void start(Map<String, String> more) throws IOException {
        var settings = new HashMap<>(Map.of(
                "DATABASE_URL", database,
                "EVENTS_KAFKA_URL", kafka,
                "EVENTS_KAFKA_PREFIX", prefix,
                "TICKER_STATE", state().toString()));
        settings.putAll(more);
        process = ProgramProcess.start(Main.class, settings, log);
    }

    /** Kills it at once, as a crash does. */
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Returns the value of a gauge that the program wrote last; empty before. */
    OptionalDouble gauge(String name) throws IOException {
        Path file = state().resolve("run/metrics/event-publisher.prom");
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .findFirst()
                : OptionalDouble.empty();
    }

    private Path state() {
        return log.resolveSibling(prefix + "-state");
    }

    List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    @Override
    public void close() {
        kill();
    }
}
