package org.stellarticker.exchangegateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.exchangegateway.TestGateway.Trading;
import org.stellarticker.http.EventStream;

/** The engine is killed, or not there at all. */
class EngineAwayIT {

    @TempDir
    Path state;

    @Test
    void withoutAnEngineTheGatewaySaysSo() throws Exception {
        try (var gateway = TestGateway.start(state, 1, Map.of())) {
            for (String path : List.of("/instruments", "/tickers", "/depth?instrument=XLM-USDC", "/stream")) {
                var answer = gateway.get(path);
                assertThat(answer.status()).as(path).isEqualTo(503);
                assertThat(TestGateway.json(answer).get("code").asText()).isEqualTo("ENGINE_AWAY");
                assertThat(answer.headers()).containsEntry("Retry-After", "1");
            }
            assertThat(gateway.get("/openapi.json").status()).isEqualTo(200);
            Trading trader = gateway.trader();
            assertThat(trader.get("/accounts/me").status()).isEqualTo(503);
        }
    }

    /** Clients only see that some answers take longer; every order that was accepted is there, once. */
    @Test
    void anEngineThatIsKilledAndStartedAgainLosesNoOrder() throws Exception {
        try (var engine = EngineProcess.start(state);
                var gateway = TestGateway.start(state);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var traders = new ArrayList<Trading>();
            for (int i = 0; i < 8; i++) {
                traders.add(gateway.trader());
            }
            var accepted = new ArrayList<Future<Set<String>>>();
            for (Trading trader : traders) {
                accepted.add(clients.submit(placing(trader, 40)));
            }
            for (int kill = 0; kill < 3; kill++) {
                // Some orders are on their way.
                traders.getFirst().json("/orders?status=all");
                engine.kill();
                engine.startAgain();
            }
            for (int i = 0; i < traders.size(); i++) {
                Set<String> ids = accepted.get(i).get();
                var kept = new HashSet<String>();
                for (JsonNode order :
                        traders.get(i).json("/orders?status=all&limit=200").get("items")) {
                    kept.add(order.get("id").asText());
                }
                assertThat(ids).hasSize(40);
                assertThat(kept).isEqualTo(ids);
            }
        }
    }

    private static Callable<Set<String>> placing(Trading trader, int orders) {
        return () -> {
            var ids = new HashSet<String>();
            for (int i = 0; i < orders; i++) {
                ids.add(trader.place(trader.limit("buy", "0.2", "5")).get("id").asText());
            }
            return ids;
        };
    }

    @Test
    void streamsGoOnWhenTheEngineComesBack() throws Exception {
        try (var engine = EngineProcess.start(state);
                var gateway = TestGateway.start(state)) {
            Trading trader = gateway.trader();
            try (var stream = trader.follow();
                    var market = gateway.follow("/stream?topics=depth&instrument=XLM-USDC")) {
                assertThat(stream.next().type()).isEqualTo("snapshot");
                assertThat(market.next().type()).isEqualTo("book");
                trader.place(trader.limit("buy", "0.2", "5"));
                assertThat(stream.next().type()).isEqualTo("order_accepted");
                stream.next();
                market.next();

                engine.kill();
                engine.startAgain();
                trader.place(trader.limit("buy", "0.2", "6"));

                if (!stream.ended()) {
                    EventStream.Event event = stream.next();
                    assertThat(event.type()).isEqualTo("order_accepted");
                    assertThat(event.data().get("amount").asText()).isEqualTo("6");
                    assertThat(market.next().data().get("amount").asText()).isEqualTo("11");
                }
            }
            JsonNode depth = gateway.json("/depth?instrument=XLM-USDC");
            assertThat(depth.get("bids").toString()).isEqualTo("[[\"0.2\",\"11\"]]");
        }
    }

    @Test
    void gatewaysSideBySideServeTheSameAccount() throws Exception {
        try (var _ = EngineProcess.start(state);
                var second = TestGateway.start(state, 2, Map.of())) {
            second.awaitAnswers();
            Trading there;
            try (var first = TestGateway.start(state)) {
                Trading here = first.trader("alice");
                // The token of one is good at the other.
                there = second.new Trading(here.token);
                try (var stream = there.follow()) {
                    stream.next();
                    String order = here.limit("buy", "0.2", "5");
                    String id = here.place(order).get("id").asText();

                    assertThat(stream.next().data().get("id").asText()).isEqualTo(id);
                    assertThat(there.json("/order/" + id).get("status").asText())
                            .isEqualTo("submitted");
                    assertThat(there.send("POST", "/order", order).status()).isEqualTo(200);
                    assertThat(second.json("/depth?instrument=XLM-USDC")
                                    .get("bids")
                                    .toString())
                            .isEqualTo("[[\"0.2\",\"5\"]]");
                    assertThat(there.send("DELETE", "/order/" + id, "").status())
                            .isEqualTo(200);
                    assertThat(here.json("/order/" + id).get("status").asText()).isEqualTo("cancelled");
                }
            }

            there.place(there.order("buy", "\"price\":\"0.2\",\"amount\":\"7\"").replace("o-1", "other"));
        }
    }

    @Test
    void aStreamEndsWithTheProgram() throws Exception {
        try (var _ = EngineProcess.start(state)) {
            EventStream stream;
            try (var gateway = TestGateway.start(state)) {
                stream = gateway.trader().follow();
                stream.next();
            }
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).until(stream::ended);
            stream.close();
        }
    }
}
