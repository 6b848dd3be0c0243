package org.stellarticker.exchangegateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.exchangegateway.TestGateway.Trading;
import org.stellarticker.http.Http;

/** What is refused: each with a clear problem, and without effect. */
class BadOrdersIT extends WithExchange {

    private static final String GOOD = "{\"client_order_id\":\"x\",\"instrument\":\"XLM-USDC\",\"side\":\"buy\","
            + "\"type\":\"limit\",\"price\":\"0.2\",\"amount\":\"5\",\"time_in_force\":\"gtc\",\"post_only\":false}";

    private static JsonNode refused(Http.Response answer, int status, String code) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        JsonNode problem = TestGateway.json(answer);
        assertThat(problem.get("code").asText()).as(answer.body()).isEqualTo(code);
        assertThat(problem.get("detail").asText()).contains("expected");
        return problem;
    }

    private static void assertNothingHappened(Trading trader) throws IOException {
        assertThat(trader.json("/orders?status=all").get("items")).isEmpty();
        for (JsonNode balance : trader.json("/accounts/me").get("balances")) {
            assertThat(balance.get("total").asText()).isEqualTo("1000000");
            assertThat(balance.get("held").asText()).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // member; its JSON, none: left out; the words that the problem says
                "client_order_id; ; 1 to 36",
                "client_order_id; \"\"; 1 to 36",
                "client_order_id; \"a b\"; A-Z",
                "client_order_id; \"1234567890123456789012345678901234567\"; 1 to 36",
                "client_order_id; 7; 1 to 36",
                "instrument; ; XLM-USDC",
                "instrument; \"XLM-EUR\"; one of XLM-USDC",
                "instrument; {}; XLM-USDC",
                "side; ; buy or sell",
                "side; \"BUY\"; buy or sell",
                "type; \"stop\"; limit or market",
                "price; ; 0.00001",
                "price; 0.2; a text",
                "price; \"0\"; from 0.00001",
                "price; \"-1\"; from 0.00001",
                "price; \"0.200001\"; in steps of 0.00001",
                "price; \"21474.83648\"; to 21474.83647",
                "price; \"1e3\"; a decimal",
                "price; \"NaN\"; a decimal",
                "amount; ; from 1",
                "amount; 5; a text",
                "amount; \"0.99\"; from 1",
                "amount; \"0\"; from 1",
                "amount; \"-5\"; from 1",
                "amount; \"5.001\"; in steps of 0.01",
                "amount; \"1000000.01\"; to 1000000",
                "amount; \"99999999999999999999999\"; to 1000000",
                "time_in_force; \"day\"; gtc or ioc",
                "post_only; \"yes\"; true or false",
                "post_only; 1; true or false",
                "colour; \"red\"; no other member",
            })
    void eachFieldsFaultIsNamed(String member, String json, String words) throws Exception {
        Trading trader = gateway.trader();

        JsonNode problem = refused(trader.send("POST", "/order", with(member, json)), 400, "INVALID_REQUEST");

        assertThat(problem.get("field").asText()).isEqualTo(member);
        assertThat(problem.get("expected").asText()).contains(words);
        assertNothingHappened(trader);
    }

    /** A good order in which one member is another, or none. */
    private static String with(String member, String json) throws IOException {
        var order = (com.fasterxml.jackson.databind.node.ObjectNode)
                new com.fasterxml.jackson.databind.ObjectMapper().readTree(GOOD);
        order.remove(member);
        String rest = order.toString();
        return json == null || json.isEmpty()
                ? rest
                : rest.substring(0, rest.length() - 1) + ",\"" + member + "\":" + json + "}";
    }

    @Test
    void allFaultsAreNamedAtOnce() throws Exception {
        JsonNode problem = refused(
                gateway.trader().send("POST", "/order", "{\"side\":\"up\",\"price\":\"x\",\"amount\":\"0\"}"),
                400,
                "INVALID_REQUEST");

        assertThat(problem.get("faults").findValuesAsText("field"))
                .containsExactlyInAnyOrder("client_order_id", "instrument", "side", "price", "amount");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"type\":\"market\",\"price\":\"0.2\",\"amount\":\"5\"; price",
                "\"type\":\"market\",\"time_in_force\":\"gtc\",\"amount\":\"5\"; time_in_force",
                "\"type\":\"market\",\"post_only\":true,\"amount\":\"5\"; post_only",
                "\"price\":\"0.2\",\"time_in_force\":\"ioc\",\"post_only\":true,\"amount\":\"5\"; post_only",
            })
    void termsThatContradictEachOtherAreRefused(String members, String field) throws Exception {
        Trading trader = gateway.trader();

        JsonNode problem = refused(trader.send("POST", "/order", trader.order("buy", members)), 400, "INVALID_REQUEST");

        assertThat(problem.get("field").asText()).isEqualTo(field);
        assertNothingHappened(trader);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "\"x\"",
                "{} {}",
                "{\"side\":\"buy\",\"side\":\"sell\"}",
                "{'side':'buy'}",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}"
            })
    void whatIsNoOrderIsRefused(String body) throws Exception {
        Trading trader = gateway.trader();

        JsonNode problem = refused(trader.send("POST", "/order", body), 400, "INVALID_REQUEST");

        assertThat(problem.get("field").asText()).isEqualTo("body");
        assertNothingHappened(trader);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws Exception {
        Trading trader = gateway.trader();
        byte[] body = GOOD.replace("\"x\"", "\"é\"").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        Http.Response answer = Http.at(gateway.socket).send("POST", "/api/v3/order", trader.headers(), body);

        refused(answer, 400, "INVALID_REQUEST");
        assertNothingHappened(trader);
    }

    @Test
    void aBodyOfAMegabyteIsRefusedWithoutReadingIt() throws Exception {
        Trading trader = gateway.trader();
        byte[] body = ("{\"client_order_id\":\"" + "x".repeat(1 << 20) + "\"}").getBytes(UTF_8);

        Http.Response answer = Http.at(gateway.socket).send("POST", "/api/v3/order", trader.headers(), body);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(TestGateway.json(answer).get("detail").asText()).contains("at most 16 KB");
        assertNothingHappened(trader);
    }

    @Test
    void moreThanTheBalancePaysIsRefused() throws Exception {
        Trading trader = gateway.trader();

        JsonNode buy =
                refused(trader.send("POST", "/order", trader.limit("buy", "2", "500000.01")), 409, "BALANCE_TOO_SMALL");
        assertThat(buy.get("field").asText()).isEqualTo("amount");
        trader.place(trader.limit("sell", "20000", "600000"));
        refused(trader.send("POST", "/order", trader.limit("sell", "20000", "600000")), 409, "BALANCE_TOO_SMALL");

        assertThat(trader.balance("native", "held")).isEqualTo("600000");
        trader.send("DELETE", "/orders", "");
        assertThat(trader.balance("native", "held")).isEqualTo("0");
    }

    @Test
    void aClientOrderIdStandsForOneOrder() throws Exception {
        Trading trader = gateway.trader();
        String order = trader.limit("buy", "0.2", "5");
        trader.place(order);

        JsonNode problem = refused(
                trader.send("POST", "/order", order.replace("\"amount\":\"5\"", "\"amount\":\"6\"")),
                409,
                "CLIENT_ORDER_ID_USED");

        assertThat(problem.get("field").asText()).isEqualTo("client_order_id");
        assertThat(trader.json("/orders").get("items")).hasSize(1);
        // It is the account's own name: another may use the same.
        gateway.trader().place(order);
    }

    @Test
    void anOrderThatMustNotTakeIsRefusedWhereItWould() throws Exception {
        Trading maker = gateway.trader();
        Trading trader = gateway.trader();
        maker.place(maker.limit("sell", "0.9", "5"));

        refused(
                trader.send(
                        "POST", "/order", trader.order("buy", "\"price\":\"0.9\",\"amount\":\"5\",\"post_only\":true")),
                409,
                "WOULD_TAKE");

        maker.send("DELETE", "/orders", "");
        assertNothingHappened(trader);
    }

    @Test
    void unknownOrdersAndThoseOfOthersAreNotFound() throws Exception {
        Trading owner = gateway.trader();
        Trading other = gateway.trader();
        String foreign = owner.place(owner.limit("buy", "0.2", "5")).get("id").asText();
        for (String id : List.of("019e2f3c-8a5b-7c44-9d2e-5b1f6a7c8d9e", foreign)) {
            for (String[] request : new String[][] {{"GET", ""}, {"DELETE", ""}, {"PATCH", "{\"amount\":\"4\"}"}}) {
                JsonNode problem = refused(other.send(request[0], "/order/" + id, request[1]), 404, "UNKNOWN_ORDER");
                assertThat(problem.get("field").asText()).isEqualTo("id");
            }
        }

        assertThat(owner.json("/order/" + foreign).get("status").asText()).isEqualTo("submitted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1-1-1-1-1",
                "019e2f3c8a5b7c449d2e5b1f6a7c8d9e",
                "%20",
                "019e2f3c-8a5b-7c44-9d2e-5b1f6a7c8d9"
            })
    void whatIsNoIdIsRefused(String id) throws Exception {
        for (String method : List.of("GET", "DELETE", "PATCH")) {
            JsonNode problem = refused(
                    gateway.trader().send(method, "/order/" + id, method.equals("PATCH") ? "{\"amount\":\"4\"}" : ""),
                    400,
                    "INVALID_REQUEST");
            assertThat(problem.get("field").asText()).isEqualTo("id");
        }
    }

    @Test
    void aFinishedOrderIsNeitherCancelledNorAmended() throws Exception {
        Trading trader = gateway.trader();
        String id = trader.place(trader.limit("buy", "0.2", "5")).get("id").asText();
        trader.send("DELETE", "/order/" + id, "");

        refused(trader.send("DELETE", "/order/" + id, ""), 409, "FINISHED_ORDER");
        refused(trader.send("PATCH", "/order/" + id, "{\"amount\":\"4\"}"), 409, "FINISHED_ORDER");

        assertThat(trader.json("/order/" + id).get("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void anAmendmentBelowWhatIsExecutedIsRefused() throws Exception {
        Trading maker = gateway.trader();
        Trading taker = gateway.trader();
        String id = maker.place(maker.limit("sell", "0.8", "10")).get("id").asText();
        taker.place(taker.limit("buy", "0.8", "4"));

        JsonNode problem =
                refused(maker.send("PATCH", "/order/" + id, "{\"amount\":\"3\"}"), 409, "AMOUNT_BELOW_EXECUTED");

        assertThat(problem.get("field").asText()).isEqualTo("amount");
        assertThat(maker.json("/order/" + id).get("amount").asText()).isEqualTo("10");
        maker.send("DELETE", "/orders", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; price",
                "{\"price\":null}; price",
                "{\"price\":\"0.000001\"}; price",
                "{\"price\":\"0\"}; price",
                "{\"amount\":\"0\"}; amount",
                "{\"amount\":\"5.001\"}; amount",
                "{\"amount\":7}; amount",
                "{\"amount\":\"4\",\"side\":\"sell\"}; side",
                "{; body",
            })
    void anAmendmentsFaultsAreNamed(String body, String field) throws Exception {
        Trading trader = gateway.trader();
        JsonNode before = trader.place(trader.limit("buy", "0.2", "5"));
        String id = before.get("id").asText();

        JsonNode problem = TestGateway.json(trader.send("PATCH", "/order/" + id, body));

        assertThat(problem.get("status").asInt()).as(problem.toString()).isEqualTo(400);
        assertThat(problem.get("field").asText()).isEqualTo(field);
        assertThat(trader.json("/order/" + id)).isEqualTo(before);
        trader.send("DELETE", "/orders", "");
    }

    @ParameterizedTest
    @CsvSource({
        "/depth, instrument",
        "/depth?instrument=XLM, instrument",
        "/depth?instrument=XLM-USDC&limit=0, limit",
        "/depth?instrument=XLM-USDC&limit=1001, limit",
        "/trades?instrument=XLM-USDC&limit=x, limit",
        "/trades?instrument=XLM-USDC&instrument=XLM-USDC, instrument",
        "/stream?topics=all, topics",
        "/stream?topics=, topics",
        "/stream?instrument=x, instrument",
    })
    void parametersAreNamed(String path, String field) throws Exception {
        JsonNode problem = refused(gateway.get(path), 400, "INVALID_REQUEST");

        assertThat(problem.get("field").asText()).isEqualTo(field);
    }

    @Test
    void aListsParametersAreNamed() throws Exception {
        Trading trader = gateway.trader();

        for (String query : List.of("status=closed", "limit=201", "limit=-1", "cursor=x")) {
            JsonNode problem = refused(trader.get("/orders?" + query), 400, "INVALID_REQUEST");
            assertThat(problem.get("field").asText()).isEqualTo(query.substring(0, query.indexOf('=')));
        }
        JsonNode problem = refused(
                gateway.send(
                        "GET",
                        "/accounts/me/stream",
                        Map.of("Authorization", "Bearer " + trader.token, "Last-Event-ID", "-7"),
                        ""),
                400,
                "INVALID_REQUEST");
        assertThat(problem.get("field").asText()).isEqualTo("Last-Event-ID");
    }

    @Test
    void whoHasNoGoodTokenIsRefusedEverywhere() throws Exception {
        var tokens = new ArrayList<Map<String, String>>();
        tokens.add(Map.of());
        tokens.add(Map.of("Authorization", "Basic YTpi"));
        for (Map<String, String> headers : tokens) {
            for (String request : List.of(
                    "POST /order",
                    "GET /order/019e2f3c-8a5b-7c44-9d2e-5b1f6a7c8d9e",
                    "PATCH /order/019e2f3c-8a5b-7c44-9d2e-5b1f6a7c8d9e",
                    "DELETE /order/019e2f3c-8a5b-7c44-9d2e-5b1f6a7c8d9e",
                    "GET /orders",
                    "DELETE /orders",
                    "GET /accounts/me",
                    "GET /accounts/me/stream")) {
                String[] parts = request.split(" ", 2);
                Http.Response answer = gateway.send(parts[0], parts[1], headers, "");
                refused(answer, 401, "TOKEN_MISSING");
                assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Bearer");
            }
        }
        Http.Response answer = gateway.send("GET", "/accounts/me", Map.of("Authorization", "Bearer a.b.c"), "");
        refused(answer, 401, "TOKEN_MALFORMED");
        assertThat(answer.headers().get("WWW-Authenticate")).contains("invalid_token", "TOKEN_MALFORMED");
    }

    @Test
    void theDemosIssuerNamesItsFaults() throws Exception {
        for (String body :
                List.of("{\"subject\":\"a b\"}", "{\"subject\":\"\"}", "{\"subject\":7}", "{\"name\":\"x\"}")) {
            refused(gateway.send("POST", "/demo/token", Map.of(), body), 400, "INVALID_REQUEST");
        }
        JsonNode issued = TestGateway.json(gateway.send("POST", "/demo/token", Map.of(), ""));
        assertThat(issued.get("subject").asText()).matches("demo-[0-9a-f]{16}");
    }

    @Test
    void anAddressGetsSoManyTokensOfTheDemoAnHour() throws Exception {
        try (var limited = TestGateway.start(state, 8, Map.of("EXCHANGE_TOKENS_PER_HOUR", "2"))) {
            limited.awaitAnswers();
            var of = Map.of("X-Real-IP", "198.51.100.1");
            for (int i = 0; i < 2; i++) {
                assertThat(limited.send("POST", "/demo/token", of, "").status()).isEqualTo(201);
            }

            Http.Response third = limited.send("POST", "/demo/token", of, "");

            refused(third, 429, "TOO_MANY_TOKENS");
            assertThat(Integer.parseInt(third.headers().get("Retry-After"))).isBetween(1700, 1800);
            assertThat(limited.send("POST", "/demo/token", Map.of("X-Real-IP", "198.51.100.2"), "")
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void oneAccountsFloodIsRefusedAndDelaysNoOther() throws Exception {
        try (var limited = TestGateway.start(state, 7, Map.of("EXCHANGE_ORDERS_PER_SECOND", "1"))) {
            limited.awaitAnswers();
            Trading flooding = limited.trader();
            Trading other = limited.trader();
            flooding.place(flooding.limit("buy", "0.2", "5"));
            flooding.place(flooding.limit("buy", "0.2", "5"));

            Http.Response third = flooding.send("POST", "/order", flooding.limit("buy", "0.2", "5"));

            refused(third, 429, "TOO_MANY_COMMANDS");
            assertThat(third.headers()).containsEntry("Retry-After", "1");
            // Reading is no command.
            assertThat(flooding.json("/orders").get("items")).hasSize(2);
            other.place(other.limit("buy", "0.2", "5"));
        }
    }

    @Test
    void otherAddressesAndMethodsAreRefused() throws Exception {
        assertThat(gateway.get("/nothing").status()).isEqualTo(404);
        Http.Response answer = gateway.send("PUT", "/order", Map.of(), "");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", "POST, OPTIONS");
    }
}
