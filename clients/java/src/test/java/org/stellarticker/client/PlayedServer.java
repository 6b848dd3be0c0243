package org.stellarticker.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server that plays what a test says, and keeps the requests. */
final class PlayedServer implements AutoCloseable {

    static final String BASE = "native";
    static final String COUNTER = "USDC:GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN";

    private static final int NO_CONTENT = 204;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Function<Request, Answer> answers = request -> Answer.problem(404, "nothing is played", "");
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** @param body empty without one */
    record Request(
            String method,
            String path,
            Map<String, String> parameters,
            Optional<String> lastEventId,
            Optional<String> authorization,
            String body) {}

    /**
     * An answer.
     *
     * @param cut whether more was promised than is sent
     */
    record Answer(int status, String kind, Map<String, String> headers, String body, boolean cut) {

        static Answer json(String body) {
            return new Answer(200, "application/json", Map.of(), body, false);
        }

        static Answer json(int status, String body) {
            return new Answer(status, "application/json", Map.of(), body, false);
        }

        static Answer problem(int status, String detail, String more) {
            String body = "{\"type\": \"about:blank\", \"title\": \"T\", \"status\": " + status + ", \"detail\": \""
                    + detail + "\"" + more + "}";
            return new Answer(status, "application/problem+json", Map.of(), body, false);
        }

        /** An event stream that breaks off. */
        static Answer stream(String... events) {
            return new Answer(200, "text/event-stream", Map.of(), "retry: 1\n\n" + String.join("", events), true);
        }

        Answer with(String name, String value) {
            return new Answer(status, kind, Map.of(name, value), body, cut);
        }
    }

    PlayedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::send);
        server.start();
    }

    void play(Function<Request, Answer> played) {
        answers = played;
    }

    /** Each answer once; the last one again and again. */
    static Function<Request, Answer> inTurn(List<Function<Request, Answer>> answers) {
        var number = new AtomicInteger();
        return request -> answers.get(Math.min(number.getAndIncrement(), answers.size() - 1))
                .apply(request);
    }

    private void send(HttpExchange exchange) throws IOException {
        var request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                parameters(exchange.getRequestURI().getRawQuery()),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        requests.add(request);
        Answer answer = answers.apply(request);
        if (answer.status() == NO_CONTENT) {
            exchange.sendResponseHeaders(NO_CONTENT, -1);
            exchange.close();
            return;
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.kind());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length + (answer.cut() ? 100 : 0));
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        if (!answer.cut()) {
            exchange.close();
            return;
        }
        try {
            exchange.getResponseBody().close();
        } catch (IOException promisedMore) {
            throw new UncheckedIOException(promisedMore);
        }
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new TreeMap<String, String>();
        for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    /** An answer that does not come as long as the server runs. */
    Answer never() {
        try {
            closing.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.json("{}");
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    static String trade(int number) {
        return trade(number, "0.1");
    }

    static String trade(int number, String price) {
        return """
                {"paging_token": "%d-0", "ledger": %d, "ledger_close_time": "2026-03-01T12:00:00Z", "type": "orderbook",
                "base": "%s", "counter": "%s", "base_amount": "922337203685.4775807", "counter_amount": "0.0000001",
                "price": "%s", "price_n": "9223372036854775807", "price_d": "3", "base_is_seller": true, "base_account": null,
                "base_offer_id": null, "counter_account": null, "counter_offer_id": "4826907375090810881",
                "liquidity_pool_id": null, "liquidity_pool_fee_bp": null, "ingested_from": "stream",
                "stored_at": "2026-03-01T12:00:01.123456Z", "base_account_directory": null,
                "counter_account_directory": null, "warnings": [], "of_a_later_version": 1}""".formatted(number, number, BASE, COUNTER, price).replace("\n", " ");
    }

    /** Three pages of two trades. */
    static Answer listed(Request request) {
        int cursor = Integer.parseInt(
                request.parameters().getOrDefault("cursor", "0-0").split("-", -1)[0]);
        String next = cursor < 4 ? "\"" + (cursor + 2) + "-0\"" : "null";
        Answer page = Answer.json(
                "{\"items\": [" + trade(cursor + 1) + "," + trade(cursor + 2) + "], \"next_cursor\": " + next + "}");
        return cursor < 4 ? page.with("Link", "<?limit=1000&cursor=" + (cursor + 2) + "-0>; rel=\"next\"") : page;
    }

    static String event(String kind, String position, String data) {
        return (position.isEmpty() ? "" : "id: " + position + "\n") + "event: " + kind + "\ndata: " + data + "\n\n";
    }

    static String tradeEvent(int number) {
        return event("trade", number + ".0.0.0.0", trade(number));
    }
}
