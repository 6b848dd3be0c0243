package org.stellarticker.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.http.limit.Backlog;
import org.stellarticker.http.limit.FairTurns;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.http.stream.StreamBuffer;

/** Checks the kernel over the socket that nginx uses, with routes of its own. */
class ApiServerIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int PIECE_BYTES = 1 << 16;
    private static final ByteBuffer HEARTBEAT = text(":\n\n");
    private static final ByteBuffer OVERFLOW = text("event: overflow\n\n");

    @TempDir
    static Path folder;

    private static final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private static final ConcurrentLinkedQueue<StreamBuffer> buffers = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger piecesWritten = new AtomicInteger();
    private static final AtomicInteger buffersEnded = new AtomicInteger();
    private static final AtomicBoolean onVirtualThread = new AtomicBoolean();
    private static final CountDownLatch workEnded = new CountDownLatch(1);

    private static ApiServer server;
    private static Http api;

    @BeforeAll
    static void start() throws Exception {
        server = ApiServer.start(
                TestListeners.of(folder.resolve("api.sock"), 0), routes(), new Routes("nothing"), metrics);
        api = Http.at(folder.resolve("api.sock"));
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
    }

    @Test
    void answersAtATcpAddressToo() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, TestListeners.LOOPBACK)) {
            port = free.getLocalPort();
        }
        var listeners = new Listeners(
                folder.resolve("tcp.sock"),
                Optional.of(new InetSocketAddress(TestListeners.LOOPBACK, port)),
                Optional.of(new InetSocketAddress(TestListeners.LOOPBACK, 0)));
        try (var both = ApiServer.start(listeners, routes(), new Routes("nothing"), new SimpleMeterRegistry());
                var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/dated"));
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("content");
            assertThat(both.metricsPort()).isNotEqualTo(port);
        }
    }

    private static Routes routes() {
        var small = new RequestLimits(1024, Duration.ofMillis(200), Optional.empty());
        var turns = new FairTurns("narrow", new FairTurns.Bounds(1, 1, 1, Duration.ofMillis(100)));
        return new Routes("there is nothing")
                .errorsBelow("/api/v1", ErrorForm.PROBLEM_JSON)
                .add(Route.get("/api/v1/assets/{asset}", ApiServerIT::asset))
                .add(Route.post("/api/v1/echo", request -> Reply.text("text/plain", new String(request.body(), UTF_8)))
                        .within(small))
                .add(Route.get("/api/v1/slow", request -> {
                            new CountDownLatch(1).await(5, TimeUnit.SECONDS);
                            return Reply.text("text/plain", "late");
                        })
                        .within(small))
                .add(Route.get("/api/v1/stopped", request -> {
                            request.deadline().onExpiry(workEnded::countDown);
                            workEnded.await();
                            return Reply.text("text/plain", "a part of it");
                        })
                        .within(small))
                .add(Route.get("/api/v1/narrow", request -> {
                            new CountDownLatch(1).await(1, TimeUnit.SECONDS);
                            return Reply.text("text/plain", "done");
                        })
                        .within(new RequestLimits(0, HOUR, Optional.of(turns))))
                .add(Route.get("/api/v1/fault", request -> {
                    throw new IllegalStateException("secret");
                }))
                .add(Route.get(
                        "/dated",
                        request -> Reply.text("text/plain", "content")
                                .lastModified(Instant.parse("2026-08-29T20:00:00Z"))
                                .varyingBy("Accept")
                                .cached("public, max-age=1")))
                .add(Route.get(
                        "/tagged",
                        request -> Reply.text("text/plain", "content").withEtag()))
                .add(Route.get("/flood", request -> new Reply.Streamed("text/plain", ApiServerIT::flood)))
                .add(Route.get("/events", request -> new Reply.Streamed("text/event-stream", ApiServerIT::events)))
                .add(Route.get("/counted", request -> new Reply.Streamed("text/event-stream", counted())))
                .add(Route.get("/api/v1/stream", request -> {
                            new CountDownLatch(1).await(1, TimeUnit.SECONDS);
                            return new Reply.Streamed("text/event-stream", counted());
                        })
                        .within(small))
                .add(Route.get(
                        "/socket",
                        request -> new Reply.Upgraded(
                                request.webSocketProtocols().stream()
                                        .filter("echo"::equals)
                                        .findFirst(),
                                new Echo())));
    }

    private static StreamBuffer counted() {
        var limits = new StreamBuffer.Limits(
                new Backlog.Bounds(1 << 16, 1 << 20, Duration.ofMinutes(1)), HOUR, HEARTBEAT, OVERFLOW);
        return new StreamBuffer(limits, buffersEnded::incrementAndGet);
    }

    private static Reply asset(ApiRequest request) throws RequestException {
        String asset = request.read(in -> in.asset("asset").required() + " "
                + in.wholeNumber("limit", 1, 9).or(5));
        return Reply.text("text/plain", asset);
    }

    /** Writes without end, as fast as the client takes it. */
    private static void flood(StreamWriter out) throws ClientGone {
        onVirtualThread.set(Thread.currentThread().isVirtual());
        var piece = ByteBuffer.wrap(new byte[PIECE_BYTES]);
        while (true) {
            out.write(piece);
            piecesWritten.incrementAndGet();
        }
    }

    private static void events(StreamWriter out) throws ClientGone, InterruptedException {
        var limits = new StreamBuffer.Limits(
                new Backlog.Bounds(1 << 16, 1 << 20, Duration.ofMinutes(1)),
                Duration.ofMillis(100),
                HEARTBEAT,
                OVERFLOW);
        var buffer = new StreamBuffer(limits, buffersEnded::incrementAndGet);
        buffers.add(buffer);
        buffer.writeTo(out);
    }

    /** Jetty calls it by reflection. */
    public static final class Echo extends Session.Listener.AbstractAutoDemanding {

        @Override
        public void onWebSocketText(String message) {
            getSession().sendText("echo " + message, Callback.NOOP);
        }
    }

    @Test
    void parametersOfThePathAreDecodedAndFaultsAreProblems() throws IOException {
        assertThat(api.get("/api/v1/assets/%6eative").body()).isEqualTo("XLM:native 5");
        assertThat(api.get("/api/v1/assets/native/?limit=7").body()).isEqualTo("XLM:native 7");

        JsonNode problem = problem(api.get("/api/v1/assets/a%2Fb?limit=%31%30&limit"), 400);
        assertThat(problem.get("type").asText()).isEqualTo("about:blank");
        assertThat(problem.get("title").asText()).isEqualTo("Bad Request");
        assertThat(problem.get("field").asText()).isEqualTo("asset");
        assertThat(problem.get("value").asText()).isEqualTo("a/b");
        assertThat(problem.get("expected").asText()).startsWith("native or CODE:ISSUER");
        assertThat(problem.at("/faults/1/field").asText()).isEqualTo("limit");
        assertThat(problem.get("faults")).hasSize(2);
    }

    @Test
    void whatIsNotUtf8IsNamed() throws IOException {
        JsonNode path = problem(api.get("/api/v1/assets/%ff"), 400);
        assertThat(path.get("field").asText()).isEqualTo("asset");
        assertThat(path.get("value").asText()).isEqualTo("%ff");
        assertThat(path.get("expected").asText()).isEqualTo("a text in UTF-8 with percent-encoding");
        assertThat(problem(api.get("/api/v1/assets/native?limit=%c3%28"), 400)
                        .get("field")
                        .asText())
                .isEqualTo("limit");
        // Jetty refuses it before it has a path.
        assertThat(api.get("/api/v1/assets/%zz").status()).isEqualTo(400);
    }

    @Test
    void errorsHaveTheFormOfTheirPath() throws IOException {
        assertThat(api.get("/other").body()).isEqualTo("{\"error\": \"there is nothing\"}\n");
        assertThat(problem(api.get("/api/v1/other"), 404).get("detail").asText())
                .isEqualTo("there is nothing");
        JsonNode fault = problem(api.get("/api/v1/fault"), 500);
        assertThat(fault.toString()).contains("a fault of the ticker").doesNotContain("secret");
        assertThat(problem(api.get("/api/v1/%2e%2e/x"), 400).get("title").asText())
                .isEqualTo("Bad Request");
    }

    @Test
    void methodsAreThoseThatAreRegistered() throws IOException {
        var put = api.send("PUT", "/api/v1/echo", Map.of(), new byte[0]);
        assertThat(problem(put, 405).get("detail").asText()).isEqualTo("expected POST");
        assertThat(put.headers()).containsEntry("Allow", "POST, OPTIONS");
        var options = api.send("OPTIONS", "/tagged", Map.of(), new byte[0]);
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS");
        var head = api.send("HEAD", "/tagged", Map.of(), new byte[0]);
        assertThat(head.headers()).containsEntry("Content-Length", "7");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void repliesAreConditionalByEtagAndDate() throws IOException {
        String etag = api.get("/tagged").headers().get("ETag");
        var known = api.send("GET", "/tagged", Map.of("If-None-Match", etag), new byte[0]);
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.headers()).containsEntry("ETag", etag).doesNotContainKey("Content-Type");
        assertThat(known.body()).isEmpty();
        assertThat(api.send("GET", "/tagged", Map.of("If-None-Match", "\"x\""), new byte[0])
                        .body())
                .isEqualTo("content");

        String date = "Sat, 29 Aug 2026 20:00:00 GMT";
        assertThat(api.get("/dated").headers())
                .containsEntry("Last-Modified", date)
                .containsEntry("Cache-Control", "public, max-age=1")
                .containsEntry("Vary", "Accept");
        var unchanged = api.send("GET", "/dated", Map.of("If-Modified-Since", date), new byte[0]);
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.headers()).containsEntry("Cache-Control", "public, max-age=1");
    }

    @Test
    void aBodyIsReadUpToTheRoutesLimit() throws IOException {
        byte[] most = "a".repeat(1024).getBytes(UTF_8);
        assertThat(api.send("POST", "/api/v1/echo", Map.of(), most).body()).isEqualTo("a".repeat(1024));
        assertThat(problem(api.send("POST", "/api/v1/echo", Map.of(), new byte[1025]), 413)
                        .get("detail")
                        .asText())
                .isEqualTo("expected a request of at most 1 KB");
        byte[] chunked = ("401\r\n" + "a".repeat(1025) + "\r\n0\r\n\r\n").getBytes(UTF_8);
        problem(api.send("POST", "/api/v1/echo", Map.of("Transfer-Encoding", "chunked"), chunked), 413);
    }

    @Test
    void aRequestThatTakesTooLongIsRefusedInTime() throws IOException {
        long begin = System.nanoTime();

        var refused = api.get("/api/v1/slow");

        assertThat(problem(refused, 503).get("detail").asText())
                .isEqualTo("the answer took too long; ask for less at once");
        assertThat(refused.headers()).containsEntry("Retry-After", "5");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void workThatEndsAtTheDeadlineAnswersByItself() throws IOException {
        assertThat(api.get("/api/v1/stopped").body()).isEqualTo("a part of it");
    }

    @Test
    void clientsOfARouteTakeTurns() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Http.Response>>();
            for (int i = 0; i < 3; i++) {
                answers.add(threads.submit(() -> api.get("/api/v1/narrow")));
            }
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get().status());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 429, 503);
        }
    }

    private static JsonNode problem(Http.Response answer, int status) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        return problem;
    }

    @Test
    void aSlowReaderSlowsItsStreamDownAndItsEndEndsTheStream() throws Exception {
        int before = streams("/flood");
        try (var client = open("/flood")) {
            // It reads nothing, so that the writer comes to a halt with what the socket's buffers hold.
            await().until(() -> streams("/flood") == before + 1 && piecesWritten.get() > 0);
            await().during(Duration.ofMillis(300)).until(steady(piecesWritten));
            int halted = piecesWritten.get();
            assertThat(halted * (long) PIECE_BYTES).isLessThan(8L << 20);
            assertThat(onVirtualThread).isTrue();

            read(client, 4 << 20);
            await().until(() -> piecesWritten.get() > halted);
        }
        await().until(() -> streams("/flood") == before);
    }

    private static java.util.concurrent.Callable<Boolean> steady(AtomicInteger counter) {
        var last = new AtomicInteger(-1);
        return () -> last.getAndSet(counter.get()) == counter.get();
    }

    @Test
    void streamsHoldNoThreadOfThePoolAndShareThePublishersPieces() throws Exception {
        buffers.clear();
        var clients = new ArrayList<SocketChannel>();
        for (int i = 0; i < 100; i++) {
            clients.add(open("/events"));
        }
        try {
            await().until(() -> buffers.size() == 100);
            // The pool has 8 threads.
            assertThat(api.get("/tagged").status()).isEqualTo(200);
            var piece = text("data: 7\n\n");
            assertThat(buffers).allMatch(buffer -> buffer.offer(piece));
            for (SocketChannel client : clients) {
                assertThat(readUntil(client, "data: 7"))
                        .startsWith("HTTP/1.1 200 OK")
                        .contains(
                                "Content-Type: text/event-stream", "Cache-Control: no-store", "X-Accel-Buffering: no");
            }
            assertThat(readUntil(clients.getFirst(), ":\n\n")).as("a heartbeat").isNotEmpty();
            buffers.forEach(StreamBuffer::end);
            assertThat(readUntil(clients.getLast(), "0\r\n\r\n")).as("the end").isNotEmpty();
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    @Test
    void theHeartbeatNoticesThatAClientWent() throws Exception {
        buffers.clear();
        SocketChannel client = open("/events");
        await().until(() -> buffers.size() == 1);
        client.close();
        int before = buffersEnded.get();

        await().until(() -> !buffers.element().offer(text("data: 7\n\n")));
        await().until(() -> buffersEnded.get() > before);
    }

    @Test
    void aClientThatIsTooSlowIsReportedSoAndSlowsNobody() throws Exception {
        buffers.clear();
        try (var client = open("/events")) {
            await().until(() -> buffers.size() == 1);
            StreamBuffer buffer = buffers.element();
            var piece = ByteBuffer.wrap("x".repeat(PIECE_BYTES).getBytes(UTF_8));
            int taken = 0;
            while (buffer.offer(piece)) {
                taken++;
            }
            assertThat(taken).isBetween(16, 200);

            String all = readUntil(client, "0\r\n\r\n");

            assertThat(all).contains("event: overflow\n\n");
            assertThat(all.chars().filter(found -> found == 'x').count())
                    .as("what had been sent; the rest is dropped")
                    .isLessThan((long) taken * PIECE_BYTES / 2);
        }
    }

    @Test
    void aStreamWhoseHeadIsAskedForIsAbandoned() throws Exception {
        int before = buffersEnded.get();

        var head = api.send("HEAD", "/counted", Map.of(), new byte[0]);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers()).containsEntry("Content-Type", "text/event-stream");
        await().until(() -> buffersEnded.get() == before + 1);
    }

    @Test
    void aStreamThatComesBehindItsDeadlineIsAbandoned() throws Exception {
        int before = buffersEnded.get();

        problem(api.get("/api/v1/stream"), 503);

        await().until(() -> buffersEnded.get() == before + 1);
    }

    @Test
    void aWebSocketTakesTheConnectionOver() throws Exception {
        try (var client = open(
                "/socket",
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: other, echo\r\n")) {
            assertThat(readUntil(client, "\r\n\r\n"))
                    .startsWith("HTTP/1.1 101")
                    .contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .contains("Sec-WebSocket-Protocol: echo");
            // A final text frame of two bytes, with a mask of zeros.
            write(client, new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'});
            assertThat(readUntil(client, "echo hi")).isNotEmpty();
        }
        await().until(() -> count("/socket", 101) == 1);

        var refused = api.get("/socket");
        assertThat(refused.status()).isEqualTo(426);
        assertThat(refused.headers()).containsEntry("Upgrade", "websocket");
    }

    @Test
    void everyRouteHasTimersFromTheBeginning() throws IOException {
        var fresh = new SimpleMeterRegistry();
        new RequestTimers(fresh, routes().all());
        assertThat(fresh.find("ticker.http.requests")
                        .tag("route", "/api/v1/assets/{asset}")
                        .timers())
                .extracting(timer -> timer.getId().getTag("status"))
                .contains("200", "400", "500", "503");
        assertThat(fresh.find("ticker.http.requests")
                        .tags("route", "/api/v1/narrow", "status", "429")
                        .timer())
                .isNotNull();
        assertThat(fresh.getMeters()).allMatch(meter -> meter.getId().getDescription() != null);

        double before = count("none", 404);
        api.get("/nowhere");
        api.send("STRANGE", "/nowhere", Map.of(), new byte[0]);
        await().until(() -> count("none", 404) == before + 2);
        assertThat(metrics.find("ticker.http.requests").timers())
                .noneMatch(timer -> "STRANGE".equals(timer.getId().getTag("method")));
    }

    private static double count(String route, int status) {
        return metrics
                .find("ticker.http.requests")
                .tags("route", route, "status", String.valueOf(status))
                .timers()
                .stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    private static int streams(String route) {
        var gauge = metrics.find("ticker.http.streams").tag("route", route).gauge();
        return gauge == null ? 0 : (int) gauge.value();
    }

    private static SocketChannel open(String path) throws IOException {
        return open(path, "");
    }

    private static SocketChannel open(String path, String headers) throws IOException {
        var client = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("api.sock")));
        write(client, ("GET " + path + " HTTP/1.1\r\nHost: test\r\n" + headers + "\r\n").getBytes(ISO_8859_1));
        return client;
    }

    private static void write(SocketChannel client, byte[] bytes) throws IOException {
        var left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            client.write(left);
        }
    }

    private static void read(SocketChannel client, int bytes) throws IOException {
        var buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            client.read(buffer);
        }
    }

    /** Reads until the text occurs; fails when the stream ends before. */
    private static String readUntil(SocketChannel client, String end) throws IOException {
        var text = new StringBuilder();
        var buffer = ByteBuffer.allocate(1 << 16);
        while (text.indexOf(end, Math.max(0, text.length() - buffer.position() - end.length())) < 0) {
            buffer.clear();
            assertThat(client.read(buffer))
                    .as(text.length() + " characters without " + end)
                    .isPositive();
            text.append(new String(buffer.array(), 0, buffer.position(), ISO_8859_1));
        }
        return text.toString();
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
