package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Three public clients of streams in one process of Node, and what they received. */
final class StreamClients implements AutoCloseable {

    static final List<String> NAMES = List.of("graphql-ws", "graphql-sse", "eventsource");

    private static final List<String> PACKAGES =
            List.of("graphql-ws@6.4.2", "graphql-sse@2.6.1", "eventsource@4.1.1", "ws@8.23.0", "graphql@16.15.0");
    private static final Path INSTALLED = Path.of("target", "stream-clients").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path output;

    private StreamClients(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Installs the clients where they are not; skips the test where there is no Node of version 20 or later. */
    static void install() throws Exception {
        assumeTrue(nodeVersion() >= 20, "Node 20 or later is not installed");
        Files.createDirectories(INSTALLED);
        var command = new ArrayList<>(
                List.of("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--no-save", "--prefix"));
        command.add(INSTALLED.toString());
        command.addAll(PACKAGES);
        var npm = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(INSTALLED.resolve("npm.log").toFile())
                .start();
        assertThat(npm.waitFor(5, TimeUnit.MINUTES)).as("npm install ended").isTrue();
        assertThat(npm.exitValue())
                .as(Files.readString(INSTALLED.resolve("npm.log")))
                .isZero();
        try (var script = Objects.requireNonNull(StreamClients.class.getResourceAsStream("stream_clients.mjs"))) {
            Files.copy(script, INSTALLED.resolve("stream_clients.mjs"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static int nodeVersion() throws InterruptedException {
        try {
            var node = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .start();
            String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            node.waitFor();
            return Integer.parseInt(version.strip().replaceFirst("^v(\\d+)\\..*$", "$1"));
        } catch (IOException | NumberFormatException absent) {
            return 0;
        }
    }

    /**
     * Starts all clients.
     *
     * @param market base and counter; nothing for all markets
     */
    static StreamClients start(String address, String... market) throws IOException {
        Path output = Files.createTempFile(INSTALLED, "events", ".ndjson");
        var command = new ArrayList<>(List.of("node", "stream_clients.mjs", address));
        command.addAll(Arrays.asList(market));
        var process = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new StreamClients(process, output);
    }

    /** Returns the details of a client's events of a kind, in their order. */
    List<String> received(String client, String event) {
        try (var lines = Files.lines(output)) {
            return lines.filter(line -> line.endsWith("}"))
                    .map(StreamClients::read)
                    .filter(said -> said.get("client").asText().equals(client)
                            && said.get("event").asText().equals(event))
                    .map(said -> said.path("detail").asText())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        Files.delete(output);
    }
}
