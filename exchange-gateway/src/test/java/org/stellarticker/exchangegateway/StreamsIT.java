package org.stellarticker.exchangegateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.stellarticker.exchangegateway.TestGateway.Trading;
import org.stellarticker.http.EventStream;
import org.stellarticker.http.Http;
import org.stellarticker.http.TestApi;

/** The streams, on the real engine. */
class StreamsIT extends WithExchange {

    private static List<String> types(EventStream stream, int count) throws InterruptedException {
        var types = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            types.add(stream.next().type());
        }
        return types;
    }

    @Test
    void anAccountSeesItsSnapshotAndThenEachStateOfItsOrders() throws Exception {
        Trading alice = trader();
        Trading bob = trader();
        String resting = alice.place(alice.limit("sell", "0.3", "10")).get("id").asText();
        try (var stream = alice.follow()) {
            EventStream.Event snapshot = stream.next();
            assertThat(snapshot.type()).isEqualTo("snapshot");
            assertThat(snapshot.data().at("/account/open_orders").asInt()).isEqualTo(1);
            assertThat(snapshot.data().at("/orders/0/id").asText()).isEqualTo(resting);
            assertThat(snapshot.data().at("/orders/0/status").asText()).isEqualTo("submitted");

            bob.place(bob.limit("buy", "0.3", "4"));

            EventStream.Event updated = stream.next();
            assertThat(updated.type()).isEqualTo("order_updated");
            assertThat(updated.data().get("executed_amount").asText()).isEqualTo("4");
            assertThat(updated.data().get("status").asText()).isEqualTo("partially_filled");
            var balances = new TreeSet<String>();
            for (int i = 0; i < 2; i++) {
                EventStream.Event balance = stream.next();
                assertThat(balance.type()).isEqualTo("balance");
                balances.add(TestApi.members(balance.data(), "asset", "total", "held", "available"));
            }
            assertThat(balances)
                    .containsExactly(
                            gateway.instrument().counter().sep11() + " 1000001.2 0 1000001.2",
                            "native 999996 6 999990");
        }
    }

    @Test
    void acceptedUpdatedAndClosedComeInThisOrder() throws Exception {
        Trading alice = trader();
        Trading bob = trader();
        try (var stream = bob.follow()) {
            assertThat(stream.next().type()).isEqualTo("snapshot");
            alice.place(alice.limit("sell", "0.3", "10"));
            bob.place(bob.limit("buy", "0.3", "12"));
            bob.send("DELETE", "/orders", "");

            var orders = new ArrayList<String>();
            while (orders.size() < 3) {
                EventStream.Event event = stream.next();
                if (!event.type().equals("balance")) {
                    orders.add(event.type() + " " + event.data().get("status").asText() + " "
                            + event.data().get("executed_amount").asText());
                }
            }
            assertThat(orders)
                    .containsExactly(
                            "order_accepted submitted 0",
                            "order_updated partially_filled 10",
                            "order_closed cancelled 10");
        }
    }

    @Test
    void aStreamSeesNothingOfOtherAccounts() throws Exception {
        Trading alice = trader();
        Trading bob = trader();
        try (var stream = alice.follow()) {
            stream.next();

            bob.place(bob.limit("buy", "0.2", "5"));

            assertThat(stream.isQuiet(Duration.ofMillis(500))).isTrue();
        }
    }

    @Test
    void aStreamThatBrokeGoesOnWithoutLossOrDouble() throws Exception {
        Trading alice = trader();
        String last;
        try (var stream = alice.follow()) {
            stream.next();
            alice.place(alice.limit("buy", "0.20", "5"));
            assertThat(types(stream, 2)).containsExactlyInAnyOrder("order_accepted", "balance");
            last = stream.lastId();
        }
        alice.place(alice.limit("buy", "0.21", "5"));
        try (var stream = alice.follow(last)) {
            EventStream.Event missed = stream.next();
            assertThat(missed.type()).isEqualTo("order_accepted");
            assertThat(missed.data().get("price").asText()).isEqualTo("0.21");
            assertThat(stream.next().type()).isEqualTo("balance");
            stream.nextPosition();

            alice.place(alice.limit("buy", "0.22", "5"));
            assertThat(stream.next().data().get("price").asText()).isEqualTo("0.22");
        }
    }

    @Test
    void fromAPositionThatNobodyKeepsAStreamBeginsAnew() throws Exception {
        Trading alice = trader();
        for (String position : List.of("999999999999999999", "999999999")) {
            try (var stream = alice.follow(position)) {
                assertThat(types(stream, 2)).containsExactly("reset", "snapshot");
            }
        }
    }

    /** A thousand states of orders would be more than the orders. */
    @Test
    void whoMissedTooMuchGetsASnapshot() throws Exception {
        Trading alice = trader();
        String last;
        try (var stream = alice.follow()) {
            stream.next();
            last = stream.lastId();
        }
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 100; i++) {
                alice.place(alice.limit("buy", "0.2", "5"));
            }
            alice.send("DELETE", "/orders", "");
        }
        try (var stream = alice.follow(last)) {
            assertThat(types(stream, 2)).containsExactly("reset", "snapshot");

            alice.place(alice.limit("buy", "0.2", "5"));

            assertThat(types(stream, 2)).containsExactly("order_accepted", "balance");
        }
    }

    @Test
    void aGatewayHasSoManyPublicStreams() throws Exception {
        try (var limited = TestGateway.start(state, 5, Map.of("EXCHANGE_PUBLIC_STREAMS", "2"))) {
            limited.awaitAnswers();
            try (var first = limited.follow("/stream");
                    var second = limited.follow("/stream")) {
                first.next();
                second.next();

                Http.Response third = limited.get("/stream");

                assertThat(third.status()).isEqualTo(503);
                assertThat(TestGateway.json(third).get("code").asText()).isEqualTo("TOO_MANY_STREAMS");
                assertThat(third.headers()).containsEntry("Retry-After", "5");
            }
        }
    }

    /** A HEAD has no stream behind its headers. */
    @Test
    void whoAsksForHeadersOnlyTakesNoStream() throws Exception {
        try (var limited = TestGateway.start(state, 6, Map.of("EXCHANGE_PUBLIC_STREAMS", "2"))) {
            limited.awaitAnswers();
            Trading alice = limited.trader();
            for (int i = 0; i < 21; i++) {
                assertThat(alice.send("HEAD", "/accounts/me/stream", "").status())
                        .isEqualTo(200);
                assertThat(limited.send("HEAD", "/stream", Map.of(), "").status())
                        .isEqualTo(200);
            }
            await().until(() -> limited.gateway.streams() == 0);
        }
    }

    @Test
    void streamsOfAGatewayThatWasStartedAgainGoOn() throws Exception {
        Trading alice = trader();
        String last;
        try (var other = TestGateway.start(state, 3, Map.of())) {
            other.awaitAnswers();
            try (var stream = EventStream.open(other.socket, "/api/v3/accounts/me/stream", alice.headers())) {
                assertThat(stream.next().type()).isEqualTo("snapshot");
                last = stream.lastId();
                alice.place(alice.limit("buy", "0.20", "5"));
                assertThat(stream.next().type()).isEqualTo("order_accepted");
            }
        }
        try (var again = TestGateway.start(state, 3, Map.of())) {
            again.awaitAnswers();
            var headers = new HashMap<>(alice.headers());
            headers.put("Last-Event-ID", last);
            try (var stream = EventStream.open(again.socket, "/api/v3/accounts/me/stream", headers)) {
                assertThat(stream.next().type()).isEqualTo("order_accepted");
            }
        }
    }

    @Test
    void anAccountHasAtMostTwentyStreams() throws Exception {
        Trading alice = trader();
        var streams = new ArrayList<EventStream>();
        try {
            for (int i = 0; i < 20; i++) {
                EventStream stream = alice.follow();
                streams.add(stream);
                stream.next();
            }
            assertThat(alice.get("/accounts/me/stream").status()).isEqualTo(429);
        } finally {
            for (EventStream stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void aStreamIsForgottenWhenItsClientIsGone() throws Exception {
        Trading alice = trader();
        try (var stream = alice.follow()) {
            stream.next();
            assertThat(gateway.gateway.streams()).isGreaterThan(0);
        }
        alice.place(alice.limit("buy", "0.2", "5"));
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            alice.send("DELETE", "/orders", "");
            alice.place(alice.limit("buy", "0.2", "5"));
            return gateway.gateway.streams() == 0;
        });
    }

    @Test
    void marketsAreFollowedFromTheirBookOn() throws Exception {
        Trading alice = trader();
        Trading bob = trader();
        alice.place(alice.limit("sell", "0.3", "10"));
        try (var stream = gateway.follow("/stream?topics=depth,trades&instrument=XLM-USDC")) {
            EventStream.Event book = stream.next();
            assertThat(book.type()).isEqualTo("book");
            assertThat(book.data().get("asks").toString()).isEqualTo("[[\"0.3\",\"10\"]]");

            bob.place(bob.limit("buy", "0.3", "4"));

            EventStream.Event trade = stream.next();
            assertThat(trade.type()).isEqualTo("trade");
            assertThat(trade.data().get("amount").asText()).isEqualTo("4");
            EventStream.Event level = stream.next();
            assertThat(level.type()).isEqualTo("level");
            assertThat(level.data().get("side").asText()).isEqualTo("sell");
            assertThat(level.data().get("amount").asText()).isEqualTo("6");
            assertThat(level.data().get("event").asLong())
                    .isGreaterThan(book.data().get("event").asLong());
        }
    }

    @Test
    void tickersComeWhenTheyChange() throws Exception {
        Trading alice = trader();
        try (var stream = gateway.follow("/stream?topics=tickers&instrument=XLM-USDC")) {
            assertThat(stream.next().type()).isEqualTo("ticker");

            alice.place(alice.limit("buy", "0.25", "10"));

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> stream.next().data().get("bid").asText().equals("0.25"));
        }
    }

    @Test
    void withoutTopicsAllMarketsAreFollowed() throws Exception {
        try (var stream = gateway.follow("/stream")) {
            int all = gateway.instruments().size();
            assertThat(types(stream, 2 * all))
                    .containsOnly("book", "ticker")
                    .containsSequence("book", "ticker", "book");
        }
    }
}
