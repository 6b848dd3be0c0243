package org.stellarticker.exchangegateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.stellarticker.exchangegateway.TestGateway.Trading;

/** Orders by REST, on the real engine. The instrument is XLM-USDC: ticks of 0.00001, lots of 0.01, from 1 to 1,000,000. */
class OrdersIT extends WithExchange {

    private String counter() {
        return gateway.instrument().counter().sep11();
    }

    @Test
    void aLimitOrderRestsInTheBookAndHoldsWhatItMayCost() throws Exception {
        Trading alice = trader();
        Instant before = Instant.now();

        JsonNode order = alice.place(alice.limit("buy", "0.26210", "10.5"));

        assertThat(order.get("status").asText()).isEqualTo("submitted");
        assertThat(order.get("price").asText()).isEqualTo("0.2621");
        assertThat(order.get("amount").asText()).isEqualTo("10.5");
        assertThat(order.get("executed_amount").asText()).isEqualTo("0");
        assertThat(order.get("client_order_id").asText()).isEqualTo("o-1");
        assertThat(UUID.fromString(order.get("id").asText()).version()).isEqualTo(7);
        Instant created = Instant.parse(order.get("created_at").asText());
        assertThat(created).isBetween(before.minusMillis(1), Instant.now());
        assertThat(Instant.parse(order.get("received_at").asText())).isAfterOrEqualTo(created);
        assertThat(alice.json("/order/" + order.get("id").asText())).isEqualTo(order);
        assertThat(gateway.json("/depth?instrument=XLM-USDC").get("bids").toString())
                .isEqualTo("[[\"0.2621\",\"10.5\"]]");
        assertThat(alice.balance(counter(), "held")).isEqualTo("2.75205");
        assertThat(alice.balance(counter(), "available")).isEqualTo("999997.24795");
    }

    @Test
    void ordersMeetAtThePriceOfTheOneThatRested() throws Exception {
        Trading alice = trader();
        Trading bob = trader();
        JsonNode resting = alice.place(alice.limit("sell", "0.3", "10"));

        JsonNode taking = bob.place(bob.limit("buy", "0.31", "4"));

        assertThat(taking.get("status").asText()).isEqualTo("executed");
        assertThat(taking.get("executed_counter_amount").asText()).isEqualTo("1.2");
        JsonNode maker = alice.json("/order/" + resting.get("id").asText());
        assertThat(maker.get("status").asText()).isEqualTo("partially_filled");
        assertThat(maker.get("executed_amount").asText()).isEqualTo("4");
        assertThat(bob.balance("native", "total")).isEqualTo("1000004");
        assertThat(bob.balance(counter(), "total")).isEqualTo("999998.8");
        JsonNode trade = gateway.json("/trades?instrument=XLM-USDC&limit=1").at("/items/0");
        assertThat(trade.get("price").asText()).isEqualTo("0.3");
        assertThat(trade.get("amount").asText()).isEqualTo("4");
        assertThat(trade.get("taker_side").asText()).isEqualTo("buy");
        JsonNode ticker = gateway.json("/tickers").at("/items/0");
        assertThat(ticker.get("last_price").asText()).isEqualTo("0.3");
        assertThat(ticker.get("ask").asText()).isEqualTo("0.3");
        assertThat(ticker.get("ask_amount").asText()).isEqualTo("6");
        assertThat(ticker.get("bid").isNull()).isTrue();
    }

    @Test
    void aMarketOrderTakesWhatIsThereAndIsClosed() throws Exception {
        Trading alice = trader();
        Trading bob = trader();
        alice.place(alice.limit("sell", "0.3", "10"));

        JsonNode order = bob.place(bob.order("buy", "\"type\":\"market\",\"amount\":\"12\""));

        assertThat(order.get("status").asText()).isEqualTo("closed");
        assertThat(order.get("executed_amount").asText()).isEqualTo("10");
        assertThat(order.get("price").isNull()).isTrue();
        assertThat(order.get("time_in_force").asText()).isEqualTo("ioc");
    }

    @Test
    void theSameOrderSentAgainIsPlacedOnce() throws Exception {
        Trading alice = trader();
        String order = alice.limit("buy", "0.2", "5");
        JsonNode placed = alice.place(order);

        var again = alice.send("POST", "/order", order);

        assertThat(again.status()).isEqualTo(200);
        assertThat(TestGateway.json(again)).isEqualTo(placed);
        assertThat(alice.json("/orders").get("items")).hasSize(1);
    }

    @Test
    void anOrderIsCancelledByItsOwner() throws Exception {
        Trading alice = trader();
        String id = alice.place(alice.limit("buy", "0.2", "5")).get("id").asText();

        var cancelled = alice.send("DELETE", "/order/" + id, "");

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(TestGateway.json(cancelled).get("status").asText()).isEqualTo("cancelled");
        assertThat(gateway.json("/depth?instrument=XLM-USDC").get("bids")).isEmpty();
        assertThat(alice.balance(counter(), "held")).isEqualTo("0");
    }

    @Test
    void aSmallerAmountKeepsThePlaceAndAnotherPriceLosesIt() throws Exception {
        Trading alice = trader();
        Trading bob = trader();
        Trading carol = trader();
        String first = alice.place(alice.limit("sell", "0.3", "10")).get("id").asText();
        String second = bob.place(bob.limit("sell", "0.3", "10")).get("id").asText();
        var smaller = alice.send("PATCH", "/order/" + first, "{\"amount\":\"8\"}");
        assertThat(smaller.status()).as(smaller.body()).isEqualTo(200);

        carol.place(carol.limit("buy", "0.3", "1"));
        assertThat(alice.json("/order/" + first).get("executed_amount").asText())
                .isEqualTo("1");

        alice.send("PATCH", "/order/" + first, "{\"price\":\"0.30001\"}");
        var back = alice.send("PATCH", "/order/" + first, "{\"price\":\"0.3\",\"amount\":\"9\"}");
        assertThat(TestGateway.json(back).get("amount").asText()).isEqualTo("9");
        carol.place(carol.limit("buy", "0.3", "1"));
        assertThat(bob.json("/order/" + second).get("executed_amount").asText()).isEqualTo("1");
    }

    @Test
    void ordersAreListedNewestFirstInParts() throws Exception {
        Trading alice = trader();
        for (String price : List.of("0.10", "0.11", "0.12")) {
            alice.place(alice.limit("buy", price, "5"));
        }

        JsonNode first = alice.json("/orders?limit=2");
        JsonNode rest =
                alice.json("/orders?limit=2&cursor=" + first.get("next_cursor").asText());

        assertThat(first.get("items").findValuesAsText("price")).containsExactly("0.12", "0.11");
        assertThat(rest.get("items").findValuesAsText("price")).containsExactly("0.1");
        assertThat(rest.get("next_cursor").isNull()).isTrue();
        var all = alice.send("DELETE", "/orders", "");
        assertThat(all.body()).isEqualTo("{\"cancelled\":3}");
        assertThat(alice.json("/orders").get("items")).isEmpty();
        assertThat(alice.json("/orders?status=all").get("items").findValuesAsText("status"))
                .containsExactly("cancelled", "cancelled", "cancelled");
    }

    @Test
    void instrumentsSayTheirSteps() throws Exception {
        JsonNode first = gateway.json("/instruments").at("/items/0");

        assertThat(first.get("instrument").asText()).isEqualTo("XLM-USDC");
        assertThat(first.get("base").asText()).isEqualTo("native");
        assertThat(first.get("tick").asText()).isEqualTo("0.00001");
        assertThat(first.get("lot").asText()).isEqualTo("0.01");
        assertThat(first.get("minimum").asText()).isEqualTo("1");
    }

    @Test
    void privateAnswersAreNotKeptByOthers() throws Exception {
        Trading alice = trader();

        assertThat(alice.get("/accounts/me").headers()).containsEntry("Cache-Control", "no-store");
        assertThat(gateway.get("/depth?instrument=XLM-USDC").headers().get("Cache-Control"))
                .startsWith("public, max-age=1");
    }

    @Test
    void requestsAreTimedByRoute() throws Exception {
        Trading alice = trader();
        alice.place(alice.limit("buy", "0.2", "5"));

        // A request is timed once its whole answer is sent, which its client may have before.
        await().until(() -> gateway.metrics
                        .find("ticker.http.requests")
                        .tags("route", "/api/v3/order", "status", "201")
                        .timer()
                != null);
    }
}
