package org.stellarticker.bench.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Requests of wrk, which keeps some connections busy: each sends its next request as soon as it has an answer. */
final class HttpLoad {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCRIPT = "load.lua";

    /**
     * One request.
     *
     * @param target path and query
     * @param body empty for none; without a line break or tab
     */
    record Request(String method, String target, String body) {

        static Request get(String target) {
            return new Request("GET", target, "");
        }

        static Request post(String target, String body) {
            return new Request("POST", target, body);
        }

        private String line() {
            return method + "\t" + target + "\t" + body;
        }
    }

    /**
     * What was measured.
     *
     * @param perSecond answers a second, of any status
     * @param p50 milliseconds
     * @param p99 milliseconds
     * @param errors answers with a status of 400 or more, and requests without an answer
     */
    record Measured(long requests, double perSecond, double megabytesPerSecond, double p50, double p99, long errors) {}

    private final Path folder;
    private final URI server;
    private final int connections;
    private final Map<String, String> headers;

    /**
     * Prepares requests.
     *
     * @param folder an existing one, for files of its own
     * @param headers of every request
     */
    HttpLoad(Path folder, URI server, int connections, Map<String, String> headers) {
        this.folder = folder;
        this.server = server;
        this.connections = connections;
        this.headers = headers;
    }

    /** Sends the requests one after another, again and again, for a length of time. */
    Measured run(List<Request> requests, Duration time) throws IOException, InterruptedException {
        Path list = folder.resolve("requests.txt");
        Files.write(list, requests.stream().map(Request::line).toList());
        Process wrk = new ProcessBuilder(command(list, time))
                .redirectErrorStream(true)
                .start();
        String output = new String(wrk.getInputStream().readAllBytes(), UTF_8);
        if (wrk.waitFor() != 0) {
            throw new IllegalStateException("wrk failed: " + output);
        }
        return parse(output);
    }

    private List<String> command(Path list, Duration time) throws IOException {
        var command = new ArrayList<>(List.of(
                "wrk",
                "--threads",
                "1",
                "--connections",
                Integer.toString(connections),
                "--duration",
                time.toSeconds() + "s",
                "--timeout",
                "10s",
                "--script",
                script().toString()));
        headers.forEach((name, value) -> command.addAll(List.of("--header", name + ": " + value)));
        command.addAll(List.of(server.toString(), "--", list.toString()));
        return command;
    }

    private Path script() throws IOException {
        Path script = folder.resolve(SCRIPT);
        try (var text = Objects.requireNonNull(HttpLoad.class.getResourceAsStream(SCRIPT))) {
            Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
        }
        return script;
    }

    /** Reads the output of wrk, whose last line is the script's. */
    static Measured parse(String output) throws IOException {
        String last =
                output.lines().collect(Collectors.toCollection(ArrayList::new)).getLast();
        JsonNode measured = JSON.readTree(last);
        long requests = measured.get("requests").asLong();
        double seconds = measured.get("micros").asDouble() / 1e6;
        return new Measured(
                requests,
                requests / seconds,
                measured.get("bytes").asDouble() / 1e6 / seconds,
                measured.get("p50_micros").asDouble() / 1e3,
                measured.get("p99_micros").asDouble() / 1e3,
                measured.get("refused").asLong() + measured.get("broken").asLong());
    }
}
