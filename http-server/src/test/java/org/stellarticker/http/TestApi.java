package org.stellarticker.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** Routes over a socket as nginx uses it, for tests. */
public final class TestApi implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final AtomicInteger STARTED = new AtomicInteger();

    private final ApiServer server;
    private final Path socket;
    private final Http http;

    private TestApi(ApiServer server, Path socket) {
        this.server = server;
        this.socket = socket;
        this.http = Http.at(socket);
    }

    /** Serves routes until it is closed. */
    public static TestApi start(Path folder, Consumer<Routes> face) throws Exception {
        return start(Optional.empty(), folder, face);
    }

    /** Serves routes also on a port of the loopback address, for clients that know no sockets. */
    public static TestApi startAt(int port, Path folder, Consumer<Routes> face) throws Exception {
        return start(Optional.of(new InetSocketAddress(TestListeners.LOOPBACK, port)), folder, face);
    }

    private static TestApi start(Optional<InetSocketAddress> port, Path folder, Consumer<Routes> face)
            throws Exception {
        var routes = new Routes("there is nothing else");
        face.accept(routes);
        Path socket = folder.resolve("test" + STARTED.incrementAndGet() + ".sock");
        var server = ApiServer.start(
                new Listeners(socket, port, TestListeners.of(socket, 0).metrics()),
                routes,
                new Routes(""),
                new SimpleMeterRegistry());
        return new TestApi(server, socket);
    }

    public Path socket() {
        return socket;
    }

    public Http.Response send(String path, Map<String, String> headers) throws IOException {
        return http.send("GET", path, headers, new byte[0]);
    }

    public JsonNode get(String path) throws IOException {
        var answer = http.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
        return MAPPER.readTree(answer.body());
    }

    /** The content of an answer as CSV. */
    public String csv(String path) throws IOException {
        var answer = http.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().get("Content-Type")).startsWith("text/csv");
        return answer.body();
    }

    public JsonNode problem(String path, int status) throws IOException {
        var answer = http.get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        return MAPPER.readTree(answer.body());
    }

    /** The fields that a request is refused for. */
    public List<String> faults(String path) throws IOException {
        return texts(problem(path, 400).get("faults"), "field");
    }

    /** A member of each item. */
    public static List<String> texts(JsonNode items, String member) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get(member).asText())
                .toList();
    }

    /** Members of an object, separated by spaces. */
    public static String members(JsonNode json, String... names) {
        return String.join(
                " ", Arrays.stream(names).map(name -> json.get(name).asText()).toList());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
