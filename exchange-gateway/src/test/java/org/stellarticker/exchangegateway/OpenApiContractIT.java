package org.stellarticker.exchangegateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.exchangegateway.TestGateway.Trading;
import org.stellarticker.exchangegateway.docs.OpenApiDocument;
import org.stellarticker.http.EventStream;
import org.stellarticker.http.Http;
import org.stellarticker.http.RegisteredRoutes;
import org.stellarticker.http.openapi.OpenApi;

/**
 * Compares the addresses with their OpenAPI document in both directions: all that is served is documented, and all that is
 * documented occurs.
 */
class OpenApiContractIT extends WithExchange {

    private static final String PATH = "/api/v3";
    private static final String UNKNOWN = "/order/019e2f3c-8a5b-7c44-9d2e-5b1f6a7c8d9e";
    private static final OpenApi document = OpenApi.read(OpenApiDocument.class);

    @TempDir
    static Path nowhere;

    @Test
    void allRoutesAreDocumented() {
        var documented = new TreeSet<String>();
        document.operations().forEach(operation -> documented.add(operation.toString()));

        assertThat(documented)
                .isEqualTo(RegisteredRoutes.below(PATH, List.of(gateway.gateway::addTo))
                        .keySet());
    }

    /** Without it, a member that is not documented would pass. */
    @Test
    void schemasAdmitNoOtherMembers() {
        document.document()
                .at("/components/schemas")
                .properties()
                .forEach(schema -> assertThat(schema.getValue().has("properties")
                                && schema.getValue()
                                        .path("additionalProperties")
                                        .asBoolean(true))
                        .as(schema.getKey())
                        .isFalse());
    }

    @Test
    void allReferencesLeadSomewhere() {
        assertThat(document.document().findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.document().at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void parametersHaveExamplesThatTheirSchemasAdmit() {
        for (OpenApi.Operation operation : document.operations()) {
            for (OpenApi.Parameter parameter : document.parameters(operation.method(), operation.path())) {
                assertThat(document.errors(parameter.schema(), parameter.example()))
                        .as(operation + " " + parameter.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void whatIsDocumentedOccursAndWhatOccursIsDocumented() throws Exception {
        askPublic();
        askAsTrader();
        askTooMuch();
        askWithoutAnEngine();
        followStreams();

        assertThat(document.missing()).isEmpty();
    }

    private static Http.Response checked(Trading trader, String method, String path, String body) throws IOException {
        Http.Response answer = trader.send(method, path, body);
        document.check(method, PATH + path, answer);
        if (!body.isEmpty() && answer.status() < 300) {
            document.checkBody(method, PATH + path, body);
        }
        return answer;
    }

    private void askPublic() throws IOException {
        Trading nobody = gateway.new Trading("a.b.c");
        for (String path : List.of(
                "/instruments",
                "/tickers",
                "/depth?instrument=XLM-USDC",
                "/depth",
                "/trades?instrument=XLM-USDC",
                "/trades",
                "/stream?topics=x",
                "/.well-known/jwks.json",
                "/openapi.json",
                "/orders",
                "/accounts/me",
                "/accounts/me/stream",
                UNKNOWN)) {
            checked(nobody, "GET", path, "");
        }
        checked(nobody, "POST", "/order", "{}");
        checked(nobody, "PATCH", UNKNOWN, "{}");
        checked(nobody, "DELETE", UNKNOWN, "");
        checked(nobody, "DELETE", "/orders", "");
        checked(nobody, "POST", "/demo/token", "{\"subject\":\"somebody\"}");
        checked(nobody, "POST", "/demo/token", "{\"subject\":\"\"}");
        checked(nobody, "POST", "/demo/token", large());
    }

    private static String large() {
        return "{\"client_order_id\":\"" + "x".repeat(1 << 15) + "\"}";
    }

    private void askAsTrader() throws IOException {
        Trading alice = gateway.trader();
        Trading bob = gateway.trader();
        String order = alice.order(
                "sell",
                "\"type\":\"limit\",\"price\":\"0.3\",\"amount\":\"10\",\"time_in_force\":\"gtc\",\"post_only\":true");
        String id = TestGateway.json(checked(alice, "POST", "/order", order))
                .get("id")
                .asText();
        checked(alice, "POST", "/order", order);
        checked(alice, "POST", "/order", order.replace("\"10\"", "\"11\""));
        checked(alice, "POST", "/order", "{}");
        checked(alice, "POST", "/order", large());
        bob.place(bob.limit("buy", "0.3", "2"));
        checked(bob, "GET", "/accounts/me", "");
        checked(alice, "GET", "/order/" + id, "");
        checked(alice, "GET", "/order/x", "");
        checked(alice, "GET", UNKNOWN, "");
        checked(alice, "PATCH", "/order/" + id, "{\"price\":\"0.31\",\"amount\":\"9\"}");
        checked(alice, "PATCH", "/order/" + id, "{\"amount\":\"1\"}");
        checked(alice, "PATCH", "/order/" + id, "{}");
        checked(alice, "PATCH", "/order/" + id, large());
        checked(alice, "PATCH", UNKNOWN, "{\"amount\":\"1\"}");
        checked(alice, "GET", "/orders?status=all", "");
        checked(alice, "GET", "/orders?limit=x", "");
        for (String path : List.of("/tickers", "/depth?instrument=XLM-USDC", "/trades?instrument=XLM-USDC")) {
            checked(alice, "GET", path, "");
        }
        checked(alice, "DELETE", "/order/" + id, "");
        checked(alice, "DELETE", "/order/" + id, "");
        checked(alice, "DELETE", "/order/x", "");
        checked(alice, "DELETE", UNKNOWN, "");
        checked(alice, "DELETE", "/orders", "");
        Http.Response wrong = gateway.send(
                "GET",
                "/accounts/me/stream",
                Map.of("Authorization", "Bearer " + alice.token, "Last-Event-ID", "x"),
                "");
        document.check(PATH + "/accounts/me/stream", wrong);
    }

    private void askTooMuch() throws Exception {
        try (var limited = TestGateway.start(
                state, 4, Map.of("EXCHANGE_ORDERS_PER_SECOND", "1", "EXCHANGE_TOKENS_PER_HOUR", "1"))) {
            limited.awaitAnswers();
            Trading flooding = limited.trader();
            document.check("POST", PATH + "/demo/token", limited.send("POST", "/demo/token", Map.of(), ""));
            while (flooding.send("DELETE", "/orders", "").status() != 429) {
                // Its allowance is used up soon.
            }
            checked(flooding, "POST", "/order", "{}");
            checked(flooding, "PATCH", UNKNOWN, "{}");
            checked(flooding, "DELETE", UNKNOWN, "");
            checked(flooding, "DELETE", "/orders", "");
        }
        Trading alice = gateway.trader();
        Set<EventStream> streams = new HashSet<>();
        try {
            Http.Response answer;
            for (int i = 0; i < 20; i++) {
                EventStream stream = alice.follow();
                streams.add(stream);
                stream.next();
            }
            answer = alice.get("/accounts/me/stream");
            document.check(PATH + "/accounts/me/stream", answer);
        } finally {
            for (EventStream stream : streams) {
                stream.close();
            }
        }
    }

    private static void askWithoutAnEngine() throws Exception {
        try (var alone = TestGateway.start(nowhere, 1, Map.of())) {
            Trading alice = alone.trader();
            var requests = new ArrayList<List<String>>();
            for (String path : List.of(
                    "/instruments",
                    "/tickers",
                    "/depth?instrument=XLM-USDC",
                    "/trades?instrument=XLM-USDC",
                    "/stream",
                    "/orders",
                    "/accounts/me",
                    "/accounts/me/stream",
                    UNKNOWN)) {
                requests.add(List.of("GET", path, ""));
            }
            requests.add(List.of("POST", "/order", "{}"));
            requests.add(List.of("PATCH", UNKNOWN, "{}"));
            requests.add(List.of("DELETE", UNKNOWN, ""));
            requests.add(List.of("DELETE", "/orders", ""));
            // Each waits for the engine, so they are asked at once.
            var answers = new ArrayList<Future<Http.Response>>();
            try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (List<String> request : requests) {
                    answers.add(clients.submit(() -> alice.send(request.get(0), request.get(1), request.get(2))));
                }
            }
            for (int i = 0; i < requests.size(); i++) {
                List<String> request = requests.get(i);
                assertThat(answers.get(i).get().status()).as(request.toString()).isEqualTo(503);
                document.check(
                        request.get(0), PATH + request.get(1), answers.get(i).get());
            }
        }
    }

    private void followStreams() throws Exception {
        Trading alice = gateway.trader();
        Trading bob = gateway.trader();
        alice.place(alice.limit("buy", "0.2", "3"));
        try (var own = bob.follow("999999999");
                var publics = gateway.follow("/stream?instrument=XLM-USDC")) {
            check("/accounts/me/stream", own.next(), "reset");
            check("/accounts/me/stream", own.next(), "snapshot");
            check("/stream", publics.next(), "book");
            check("/stream", publics.next(), "ticker");
            bob.place(bob.limit("sell", "0.2", "5"));
            bob.send("DELETE", "/orders", "");
            var seen = new HashSet<String>();
            while (!seen.containsAll(Set.of("order_accepted", "order_updated", "order_closed", "balance"))) {
                EventStream.Event event = own.next();
                seen.add(event.type());
                check("/accounts/me/stream", event, event.type());
            }
            while (!seen.containsAll(Set.of("trade", "level"))) {
                EventStream.Event event = publics.next();
                seen.add(event.type());
                check("/stream", event, event.type());
            }
            try (var resumed = bob.follow(own.lastId())) {
                check("/accounts/me/stream", resumed.nextPosition(), "position");
            }
        }
    }

    private static void check(String path, EventStream.Event event, String type) {
        assertThat(event.type()).isEqualTo(type);
        JsonNode data = event.data();
        document.checkEvent(PATH + path, type, data);
    }
}
