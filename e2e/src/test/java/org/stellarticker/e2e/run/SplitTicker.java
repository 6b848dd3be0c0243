package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Each program in a container of its own, in the host's network, before a database outside. */
final class SplitTicker implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    /** A program's container and the port of its metrics. */
    private record Node(Container container, int metricsPort) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Node> nodes = new TreeMap<>();
    private final String databaseUrl;
    private final URI sandbox;
    private final int webPort;

    SplitTicker(String databaseUrl, RunningTicker source) throws IOException {
        this.databaseUrl = databaseUrl;
        this.sandbox =
                URI.create("http://127.0.0.1:" + (URI.create(source.address()).getPort() + 1));
        this.webPort = freePort();
    }

    String address() {
        return "http://127.0.0.1:" + webPort;
    }

    void start() throws IOException {
        var migrated = Container.runToEnd(settings(Map.of()), "migrate");
        assertThat(migrated.exit()).as(migrated.errors()).isZero();
        int firstApi = freePort();
        int secondApi = freePort();
        for (int copy = 0; copy < 2; copy++) {
            add("ingester", copy, Map.of());
            add("aggregator", copy, Map.of());
            add("db-cleaner", copy, Map.of());
        }
        add("graphql-server", 0, Map.of("API_LISTEN", "127.0.0.1:" + firstApi));
        add("graphql-server", 1, Map.of("API_LISTEN", "127.0.0.1:" + secondApi));
        add(
                "web",
                0,
                Map.of(
                        "TICKER_PORT",
                        Integer.toString(webPort),
                        "API_SERVERS",
                        "127.0.0.1:" + firstApi + ",127.0.0.1:" + secondApi));
    }

    private void add(String program, int copy, Map<String, String> own) throws IOException {
        int metricsPort = freePort();
        var settings = new TreeMap<String, String>();
        // Tells copies apart that have one host name.
        settings.put("TICKER_PORT", Integer.toString(metricsPort));
        settings.put("METRICS_PORT", Integer.toString(metricsPort));
        settings.putAll(own);
        if (!program.equals("web")) {
            settings.put("TICKER_PORT", Integer.toString(metricsPort - 1));
        }
        String name = name(program, copy);
        nodes.put(name, new Node(Container.start(name, settings(settings), program), metricsPort));
    }

    private List<String> settings(Map<String, String> own) {
        var all = new TreeMap<>(Map.of(
                "DATABASE_URL", databaseUrl,
                "HORIZON_URL", sandbox.toString(),
                "HORIZON_REQUESTS_PER_HOUR", "0",
                "TOML_TRUSTED_ORIGINS", "https://*.sandbox.example=" + sandbox,
                "ORDERBOOK_INTERVAL", "10s",
                "BACKFILL_DAYS", "7",
                "TICKER_BIND", "127.0.0.1",
                "METRICS_BIND", "127.0.0.1"));
        all.putAll(own);
        var options = new ArrayList<>(List.of("--network=host", "--read-only", "--user", "123456:0"));
        all.forEach((name, value) -> options.addAll(List.of("-e", name + "=" + value)));
        return options;
    }

    /** Waits until one copy of a program leads, and returns which. */
    int leader(String program) {
        return await("one " + program + " leads, one stands by")
                .atMost(START)
                .ignoreExceptions()
                .until(
                        () -> IntStream.of(0, 1)
                                .filter(copy -> leads(program, copy))
                                .boxed()
                                .toList(),
                        leaders -> leaders.size() == 1)
                .getFirst();
    }

    /** Returns whether a copy of a program leads, by its own health. */
    boolean leads(String program, int copy) {
        var node = node(program, copy);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.metricsPort() + "/healthz"));
        try {
            JsonNode health = json.readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body());
            return !health.get("state").asText().equals("starting")
                    && !health.get("detail").asText().contains("another copy leads");
        } catch (IOException notYet) {
            throw new UncheckedIOException(notYet);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    void kill(String program, int copy) throws IOException {
        node(program, copy).container().kill();
    }

    private Node node(String program, int copy) {
        String name = name(program, copy);
        return Objects.requireNonNull(nodes.get(name), name);
    }

    private static String name(String program, int copy) {
        return program + "-" + copy;
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        for (Node node : nodes.values()) {
            node.container().close();
        }
    }
}
