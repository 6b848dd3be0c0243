package org.stellarticker.bench.ingest;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stellarticker.bench.RunningProgram;

/** The product's nginx, and a client that polls {@code markets.json}. */
final class ServedFiles implements AutoCloseable {

    private static final Pattern CLOSE_TIME = Pattern.compile("\"close_time\": \"([^\"]*)\"");
    private static final int UNCHANGED = 304;
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningProgram nginx;
    private final URI address;
    private String etag = "";
    private Optional<Instant> newest = Optional.empty();

    private ServedFiles(RunningProgram nginx, URI address) {
        this.nginx = nginx;
        this.address = address;
    }

    /** Starts nginx for the files of a run. */
    static ServedFiles serve(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("www"));
        int port = freePort();
        RunningProgram nginx = RunningProgram.start(
                "nginx",
                folder,
                Map.of(
                        "TICKER_BIND", "127.0.0.1",
                        "TICKER_PORT", Integer.toString(port),
                        "CONNECTION_LIMIT", "0",
                        "RATE_LIMIT", "0",
                        "TRUSTED_PROXIES", ""));
        return new ServedFiles(nginx, URI.create("http://127.0.0.1:" + port + "/markets.json"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    RunningProgram program() {
        return nginx;
    }

    /** Returns the close time of the newest trade that the file shows; empty without a file or a pair. */
    Optional<Instant> newestTrade() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address);
        if (!etag.isEmpty()) {
            request.header("If-None-Match", etag);
        }
        HttpResponse<String> answer;
        try {
            answer = client.send(request.build(), BodyHandlers.ofString());
        } catch (ConnectException notYet) {
            return Optional.empty();
        }
        if (answer.statusCode() == OK) {
            etag = answer.headers().firstValue("ETag").orElse("");
            newest = newest(answer.body());
        } else if (answer.statusCode() != UNCHANGED) {
            return Optional.empty();
        }
        return newest;
    }

    private static Optional<Instant> newest(String file) {
        Matcher times = CLOSE_TIME.matcher(file);
        Optional<Instant> latest = Optional.empty();
        while (times.find()) {
            Instant time = Instant.parse(times.group(1));
            latest = latest.filter(known -> known.isAfter(time)).or(() -> Optional.of(time));
        }
        return latest;
    }

    @Override
    public void close() {
        client.close();
        nginx.close();
    }
}
