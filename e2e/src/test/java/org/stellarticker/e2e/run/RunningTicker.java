package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;

/** A demo of its own, started by {@code ./ticker} in a folder and on ports of its own; closed by {@code ./ticker down}. */
final class RunningTicker implements AutoCloseable {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration START_LIMIT = Duration.ofSeconds(200);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path home;
    private final int port;
    private final Map<String, String> settings;

    private RunningTicker(Path home, int port, Map<String, String> settings) {
        this.home = home;
        this.port = port;
        this.settings = settings;
    }

    /** Starts a demo, and returns when markets.json shows pairs. */
    static RunningTicker demo(Path home, Map<String, String> settings) throws IOException {
        var ticker = notStarted(home, settings);
        ticker.start();
        return ticker;
    }

    /** One that nothing was done for yet. */
    static RunningTicker notStarted(Path home, Map<String, String> settings) throws IOException {
        return new RunningTicker(home, freePorts(3), settings);
    }

    void start() throws IOException {
        var said = ticker("demo", "--detach");
        assertThat(said.exit()).as(said.text()).isZero();
    }

    record Said(int exit, String text) {}

    /** Runs {@code ./ticker} with this run's settings. */
    Said ticker(String... words) throws IOException {
        var command = new ArrayList<>(List.of(CHECKOUT.resolve("ticker").toString()));
        command.addAll(List.of(words));
        // Not in the run's home: there may be no room for a word.
        Path output = Files.createTempFile("said", ".txt");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                // A file, not a pipe: what goes on in the background would keep a pipe open.
                .redirectOutput(output.toFile());
        builder.environment().put("TICKER_HOME", home.toString());
        builder.environment().put("TICKER_PORT", Integer.toString(port));
        // Most tests count the simulation's own trades; those of the exchange switch it on.
        builder.environment().put("EXCHANGE", "off");
        builder.environment().putAll(settings);
        builder.environment().put("TICKER_DIST", CHECKOUT.resolve("target/dist").toString());
        var process = builder.start();
        boolean ended = ended(process);
        String text = Files.readString(output);
        Files.delete(output);
        assertThat(ended).as("ended in time: " + text).isTrue();
        return new Said(process.exitValue(), text);
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** The port of the sandbox. */
    int horizonPort() {
        return port + 1;
    }

    /** A client at a loopback address, such as 127.0.0.2, that sends raw bytes. */
    RawClient rawClient(String clientAddress) throws IOException {
        return new RawClient(port, clientAddress);
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return fetch(address() + path);
    }

    HttpResponse<byte[]> get(String path, Map<String, String> headers) throws IOException, InterruptedException {
        var request = request(address() + path);
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String path, String json) throws IOException, InterruptedException {
        return http.send(
                request(address() + path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String path, String json, String key) throws IOException, InterruptedException {
        return http.send(
                request(address() + path)
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + key)
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Returns the metrics of all programs, as Prometheus reads them. */
    String metrics() throws IOException, InterruptedException {
        return new String(fetch("http://127.0.0.1:" + (port + 2) + "/metrics").body(), StandardCharsets.UTF_8);
    }

    /** Returns the sandbox's answer without injected faults. */
    HttpResponse<byte[]> horizon(String path) throws IOException, InterruptedException {
        return http.send(
                request("http://127.0.0.1:" + horizonPort() + path)
                        .header("Sandbox-Faults", "off")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> fetch(String address) throws IOException, InterruptedException {
        return http.send(request(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(20));
    }

    /** Has the supervisor start or stop a program. */
    void supervisorctl(String... words) throws IOException {
        var command = new ArrayList<>(List.of(
                "supervisorctl",
                "-c",
                state().resolve("app/docker/supervisord.conf").toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command)
                .directory(state().resolve("run").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("WITH_POSTGRES", "true", "WITH_SANDBOX", "true"));
        assertThat(ended(builder.start())).as(String.join(" ", command)).isTrue();
    }

    /** Where the programs keep this run's data. */
    Path state() {
        return home.resolve("demo");
    }

    Database database() throws IOException {
        return Database.open(DatabaseAddress.parse(databaseUrl()), "e2e");
    }

    private String databaseUrl() throws IOException {
        return Files.readString(state().resolve("run/database.url")).strip();
    }

    /** The process of a program, or of PostgreSQL's postmaster, if it lives. */
    Optional<ProcessHandle> process(String program) {
        if (program.equals("postgres")) {
            return postmaster();
        }
        // The exchange's module has another name, because a library has its own.
        String module = program.equals("exchange") ? "exchange-engine" : program;
        String jar = state().resolve("app/" + module + ".jar").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).endsWith(jar))
                .findFirst();
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            String pid =
                    Files.readAllLines(state().resolve("pgdata/postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
        } catch (IOException | NumberFormatException justStartingOrEnding) {
            return Optional.empty();
        }
    }

    /** As the system has it: the handle's own info leaves out long arguments. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                            Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException gone) {
            return "";
        }
    }

    /** Waits until a program lives and says that it works. */
    void awaitWorking(String program) {
        // A start may be delayed by half a minute after kills in a row.
        await(program + " works").atMost(Duration.ofMinutes(2)).until(() -> {
            if (program.equals("postgres")) {
                return postmaster().isPresent();
            }
            Path status = state().resolve("run/status/" + program);
            return process(program).isPresent()
                    && Files.exists(status)
                    && Files.readString(status).matches("(?s)(running|catching-up|standby|degraded)\t.*");
        });
    }

    private static int freePorts(int count) throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (var first = new ServerSocket(0)) {
                int port = first.getLocalPort();
                if (port + count < 65_000 && allFree(port + 1, count - 1)) {
                    return port;
                }
            }
        }
        throw new IOException("no " + count + " free ports in a row");
    }

    private static boolean allFree(int from, int count) {
        for (int port = from; port < from + count; port++) {
            try (var free = new ServerSocket(port)) {
                free.setReuseAddress(true);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        var said = ticker("down");
        assertThat(said.exit()).as(said.text()).isZero();
    }
}
