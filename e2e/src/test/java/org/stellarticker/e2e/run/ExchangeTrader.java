package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A client of the exchange's REST, or of its queue, with a demo account, as anybody's. What it sends it sends again until it has an answer, an order
 * always with the same {@code client_order_id}.
 */
final class ExchangeTrader {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** Nothing is known of what became of the request, or it was too early. */
    private static final Set<Integer> AGAIN = Set.of(429, 500, 502, 503, 504);

    /** The answer to an order, by REST or by a queue. */
    record Answer(int status, String body) {}

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private final String subject;
    private final String token;
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private Optional<ExchangeQueue> queue = Optional.empty();
    private int orders;
    private int repeats;

    /** @param address of the ticker, without a path */
    ExchangeTrader(String address, String name) throws Exception {
        this.address = address;
        JsonNode issued = read(send("POST", "/api/v3/demo/token", "{\"subject\": \"" + name + "\"}", ""), 200, 201);
        this.subject = issued.get("subject").asText();
        this.token = issued.get("token").asText();
    }

    /** Sends orders by a queue from now on; it changes and cancels them by REST still. */
    void placeBy(ExchangeQueue orderQueue) {
        queue = Optional.of(orderQueue);
    }

    /** Returns the name of its account. */
    String subject() {
        return subject;
    }

    /** Returns the ids of the orders that were accepted, in their order. */
    List<String> accepted() {
        return List.copyOf(accepted);
    }

    /** Returns how many requests got no answer and were sent again. */
    int repeats() {
        return repeats;
    }

    /** Places an order; returns it as it is then, or the problem for which it was refused. */
    JsonNode place(String instrument, String side, String type, String price, String amount) throws Exception {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("client_order_id", subject + "-" + ++orders);
        order.put("instrument", instrument);
        order.put("side", side);
        order.put("type", type);
        if (type.equals("limit")) {
            order.put("price", price);
        }
        order.put("amount", amount);
        Answer answer = queue.isPresent() ? placeByQueue(queue.orElseThrow(), order) : placeByRest(order);
        JsonNode placed = json.readTree(answer.body());
        if (answer.status() == 200 || answer.status() == 201) {
            accepted.add(placed.get("id").asText());
        } else {
            assertThat(answer.status()).as(answer.body()).isBetween(400, 422);
        }
        return placed;
    }

    private Answer placeByRest(Map<String, Object> order) throws Exception {
        var answer = send("POST", "/api/v3/order", json.writeValueAsString(order), token);
        return new Answer(answer.statusCode(), answer.body());
    }

    private Answer placeByQueue(ExchangeQueue orderQueue, Map<String, Object> order) throws Exception {
        order.put("action", "place");
        order.put("token", token);
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            var answer = orderQueue.answer(
                    String.valueOf(order.get("client_order_id")), json.writeValueAsBytes(order), deadline);
            if (!AGAIN.contains(answer.status())) {
                return answer;
            }
            assertThat(System.nanoTime()).as(answer.body()).isLessThan(deadline);
            repeats++;
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    JsonNode order(String id) throws Exception {
        return read(send("GET", "/api/v3/order/" + id, "", token), 200);
    }

    /** Cancels an order, which may have ended meanwhile. */
    void cancel(String id) throws Exception {
        var answer = send("DELETE", "/api/v3/order/" + id, "", token);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204, 404, 409);
    }

    /** Changes the amount of an order, which may have ended meanwhile. */
    void amend(String id, String amount) throws Exception {
        var answer = send("PATCH", "/api/v3/order/" + id, "{\"amount\": \"" + amount + "\"}", token);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400, 404, 409, 422);
    }

    void cancelAll() throws Exception {
        read(send("DELETE", "/api/v3/orders", "", token), 200);
    }

    JsonNode account() throws Exception {
        return read(send("GET", "/api/v3/accounts/me", "", token), 200);
    }

    /** Returns the middle of a book. */
    BigDecimal middle(String instrument) throws Exception {
        JsonNode depth = read(send("GET", "/api/v3/depth?instrument=" + instrument + "&limit=1", "", ""), 200);
        return price(depth, "bids").add(price(depth, "asks")).divide(BigDecimal.TWO);
    }

    private static BigDecimal price(JsonNode depth, String side) {
        JsonNode best = depth.get(side).get(0);
        return new BigDecimal((best.isArray() ? best.get(0) : best.get("price")).asText());
    }

    private JsonNode read(HttpResponse<String> answer, Integer... expected) throws IOException {
        assertThat(answer.statusCode()).as(answer.uri() + ": " + answer.body()).isIn((Object[]) expected);
        return json.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body, String bearer) throws Exception {
        BodyPublisher content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, content);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try {
                var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                if (!AGAIN.contains(answer.statusCode())) {
                    return answer;
                }
                assertThat(System.nanoTime())
                        .as(method + " " + path + ": " + answer.body())
                        .isLessThan(deadline);
            } catch (IOException broken) {
                if (System.nanoTime() > deadline) {
                    throw broken;
                }
            }
            repeats++;
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
