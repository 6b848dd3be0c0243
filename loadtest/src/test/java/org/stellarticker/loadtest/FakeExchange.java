package org.stellarticker.loadtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers as an exchange's gateway does, as far as a load test asks; keeps nothing. */
final class FakeExchange implements AutoCloseable {

    private static final String INSTRUMENTS = """
            {"items": [{"instrument": "XLM-USDC", "base": "native", "counter": "USDC:G", "tick": "0.00001",
              "lot": "0.0100000", "minimum": "1.0000000", "maximum": "1000000.0000000"}]}""";
    private static final String DEPTH = """
            {"instrument": "XLM-USDC", "bids": [["0.26200", "5.0000000"]], "asks": []}""";

    final AtomicInteger orders = new AtomicInteger();
    final AtomicInteger amendments = new AtomicInteger();
    final AtomicInteger cancels = new AtomicInteger();
    /** Each so-many'th order is refused; 0 for none. */
    volatile int refusedOfOrders;
    /** Whether streams say nothing of orders. */
    volatile boolean silent;

    private final Map<String, BlockingQueue<String>> streams = new ConcurrentHashMap<>();
    private final HttpServer server;

    FakeExchange() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        switch (asked) {
            case "GET /api/v3/instruments" -> send(exchange, 200, INSTRUMENTS);
            case "GET /api/v3/depth" -> send(exchange, 200, DEPTH);
            case "POST /api/v3/demo/token" -> {
                String subject = new JsonMapper().readTree(body).path("subject").asText();
                send(exchange, 201, "{\"token\": \"" + subject + "\", \"subject\": \"" + subject + "\"}");
            }
            case "GET /api/v3/accounts/me/stream" -> stream(exchange);
            case "POST /api/v3/order" -> order(exchange, body);
            case "DELETE /api/v3/orders" -> {
                cancels.incrementAndGet();
                send(exchange, 200, "{\"cancelled\": 0}");
            }
            case "GET /favicon.ico" -> send(exchange, 200, "icon");
            default -> {
                amendments.incrementAndGet();
                send(exchange, asked.startsWith("PATCH /api/v3/order/0193") ? 200 : 404, "{}");
            }
        }
    }

    private void order(HttpExchange exchange, String body) throws IOException {
        int number = orders.incrementAndGet();
        if (refusedOfOrders > 0 && number % refusedOfOrders == 0) {
            send(exchange, 400, "{\"detail\": \"refused\"}");
            return;
        }
        String id = new JsonMapper().readTree(body).path("client_order_id").asText();
        String order = "{\"id\": \"0193-" + number + "\", \"client_order_id\": \"" + id + "\"}";
        BlockingQueue<String> stream = streams.get(owner(exchange));
        if (stream != null && !silent) {
            stream.add("event: order_accepted\nid: " + number + "\ndata: " + order + "\n\n");
        }
        send(exchange, 201, order);
    }

    private static String owner(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Authorization");
    }

    private void stream(HttpExchange exchange) throws IOException {
        var events = new LinkedBlockingQueue<String>();
        streams.put(owner(exchange), events);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            out.write("event: snapshot\nid: 0\ndata: {}\n\n".getBytes(UTF_8));
            out.flush();
            while (true) {
                out.write(events.take().getBytes(UTF_8));
                out.flush();
            }
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
