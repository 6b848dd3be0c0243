package org.stellarticker.webhooksender.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server that takes webhooks, on a thread for each. */
public final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger mostAtATime = new AtomicInteger();

    /** A request with its headers, whose names are as they were sent. */
    public record Received(Map<String, List<String>> headers, String body) {

        public String id() {
            return headers.getOrDefault("Webhook-id", List.of("")).getFirst();
        }
    }

    /** @param answer gives the status of the answer; negative to break the connection off */
    public Receiver(Function<Received, Integer> answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            mostAtATime.accumulateAndGet(now.incrementAndGet(), Math::max);
            try (exchange) {
                var request = new Received(
                        Map.copyOf(exchange.getRequestHeaders()),
                        new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                received.add(request);
                int status = answer.apply(request);
                if (status == 302) {
                    exchange.getResponseHeaders().add("Location", exchange.getRequestURI() + "again");
                }
                if (status == 429) {
                    exchange.getResponseHeaders().add("Retry-After", "3600");
                }
                if (status > 0) {
                    exchange.sendResponseHeaders(status, -1);
                }
            } finally {
                now.decrementAndGet();
            }
        });
        server.start();
    }

    public String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public List<Received> received() {
        return received;
    }

    public int mostAtATime() {
        return mostAtATime.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
