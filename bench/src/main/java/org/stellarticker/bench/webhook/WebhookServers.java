package org.stellarticker.bench.webhook;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/** Receivers of webhooks, each at a port of its own: some that answer at once, and some that never do. */
final class WebhookServers implements AutoCloseable {

    private final List<HttpServer> answering = new ArrayList<>();
    private final List<ServerSocket> dead = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Arrivals arrivals = new Arrivals();
    private final AtomicLong received = new AtomicLong();

    /** @param storedAt returns when a trade was stored, by {@link System#nanoTime}; 0 for one that does not count */
    WebhookServers(int receivers, int deadReceivers, ToLongFunction<String> storedAt) throws IOException {
        for (int i = 0; i < receivers; i++) {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                try (exchange) {
                    String id = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"));
                    exchange.getRequestBody().readAllBytes();
                    received.incrementAndGet();
                    long begin = storedAt.applyAsLong(id.substring(id.indexOf("trade-") + "trade-".length()));
                    if (begin != 0) {
                        arrivals.add(System.nanoTime() - begin);
                    }
                    exchange.sendResponseHeaders(204, -1);
                }
            });
            server.start();
            answering.add(server);
        }
        for (int i = 0; i < deadReceivers; i++) {
            // The kernel takes the connections; nobody reads.
            dead.add(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        }
    }

    List<String> origins() {
        return answering.stream()
                .map(server -> "http://localhost:" + server.getAddress().getPort())
                .toList();
    }

    List<String> deadOrigins() {
        return dead.stream()
                .map(socket -> "http://localhost:" + socket.getLocalPort())
                .toList();
    }

    long received() {
        return received.get();
    }

    /** Returns the latencies since the last call. */
    List<Long> takeLatencies() {
        return arrivals.take();
    }

    private static final class Arrivals {
        private List<Long> nanos = new ArrayList<>();

        private synchronized void add(long latency) {
            nanos.add(latency);
        }

        private synchronized List<Long> take() {
            List<Long> taken = nanos;
            nanos = new ArrayList<>();
            return taken;
        }
    }

    @Override
    public void close() throws IOException {
        answering.forEach(server -> server.stop(0));
        threads.shutdownNow();
        for (ServerSocket socket : dead) {
            socket.close();
        }
    }
}
