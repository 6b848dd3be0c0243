package org.stellarticker.bench.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A proxy in front of a Horizon whose answers take as long as those of a real one on two cores. */
final class SlowHorizon implements AutoCloseable {

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService answering = Executors.newVirtualThreadPerTaskExecutor();
    private final URI behind;
    private final Duration least;

    /**
     * Starts a proxy.
     *
     * @param least the shortest time of an answer
     */
    SlowHorizon(URI behind, Duration least) throws IOException {
        this.behind = behind;
        this.least = least;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(answering);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        long begin = System.nanoTime();
        try (exchange) {
            HttpResponse<InputStream> answer = client.send(asked(exchange), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                pass(answer, body, exchange, begin);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest asked(HttpExchange exchange) {
        var request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()));
        for (String header : new String[] {"Accept", "Last-Event-ID"}) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        return request.build();
    }

    private void pass(HttpResponse<InputStream> answer, InputStream body, HttpExchange exchange, long begin)
            throws IOException {
        String type = answer.headers().firstValue("Content-Type").orElse("text/plain");
        exchange.getResponseHeaders().set("Content-Type", type);
        if (type.startsWith("text/event-stream")) {
            exchange.sendResponseHeaders(answer.statusCode(), 0);
            copyAsItComes(body, exchange);
        } else {
            byte[] whole = body.readAllBytes();
            LockSupport.parkNanos(begin + least.toNanos() - System.nanoTime());
            exchange.sendResponseHeaders(answer.statusCode(), whole.length == 0 ? -1 : whole.length);
            exchange.getResponseBody().write(whole);
        }
    }

    private static void copyAsItComes(InputStream body, HttpExchange exchange) throws IOException {
        byte[] some = new byte[1 << 14];
        for (int read = body.read(some); read >= 0; read = body.read(some)) {
            exchange.getResponseBody().write(some, 0, read);
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
        client.close();
        answering.shutdownNow();
        answering.close();
    }
}
