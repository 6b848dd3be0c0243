package org.stellarticker.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraderTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Market market = new Market("XLM-USDC", 5, new BigDecimal("0.0100000"), new BigDecimal("1.0000000"));
    private final Trader trader = new Trader(7, "r", List.of(market));

    @BeforeEach
    void prices() throws IOException {
        market.take(JSON.readTree("{\"bids\": [[\"0.26200\", \"5\"]], \"asks\": [[\"0.26210\", \"5\"]]}"));
    }

    private List<JsonNode> orders(int count) throws IOException {
        var orders = new ArrayList<JsonNode>();
        for (int at = 0; at < count; at++) {
            orders.add(JSON.readTree(trader.nextOrder(at)));
        }
        return orders;
    }

    @Test
    void restsTakesAndBuysInFixedShares() throws IOException {
        List<JsonNode> orders = orders(10_000);
        // Each tenth order rests, since it is amended; of the others 60, 35 and 5 percent.
        assertThat(share(orders, "time_in_force", "gtc")).isBetween(62, 66);
        assertThat(share(orders, "time_in_force", "ioc")).isBetween(30, 34);
        assertThat(share(orders, "type", "market")).isBetween(3, 6);
        assertThat(share(orders, "side", "buy")).isBetween(48, 52);
        assertThat(orders.stream()
                        .map(order -> order.path("client_order_id").asText())
                        .distinct())
                .hasSize(10_000)
                .allMatch(id -> id.matches("[A-Za-z0-9._:/-]{1,36}"));
    }

    private static int share(List<JsonNode> orders, String member, String word) {
        long found = orders.stream()
                .filter(order -> order.path(member).asText().equals(word))
                .count();
        return Math.toIntExact(Math.round(100.0 * found / orders.size()));
    }

    @Test
    void restsBelowTheAsksAndAboveTheBids() throws IOException {
        for (JsonNode order : orders(1_000)) {
            if (order.path("time_in_force").asText().equals("gtc")) {
                var price = new BigDecimal(order.path("price").asText());
                boolean buys = order.path("side").asText().equals("buy");
                assertThat(price)
                        .isBetween(
                                new BigDecimal(buys ? "0.26181" : "0.26210"),
                                new BigDecimal(buys ? "0.26200" : "0.26229"));
                assertThat(price.scale()).isEqualTo(5);
            }
            assertThat(new BigDecimal(order.path("amount").asText())
                            .movePointRight(2)
                            .stripTrailingZeros()
                            .scale())
                    .isLessThanOrEqualTo(0);
        }
    }

    @Test
    void amendsToLessThanEachAmount() throws IOException {
        orders(Trader.ORDERS_BETWEEN_AMENDS);
        assertThat(trader.amends()).isTrue();
        assertThat(trader.cancelsAll()).isFalse();
        assertThat(trader.amendment()).isEqualTo("{\"amount\":\"1.0000000\"}");
        orders(Trader.ORDERS_BETWEEN_CANCELS - Trader.ORDERS_BETWEEN_AMENDS);
        assertThat(trader.cancelsAll()).isTrue();
    }

    private static String event(String clientOrderId) {
        return "{\"data\":\"{\\\"client_order_id\\\":\\\"" + clientOrderId + "\\\"}\"}";
    }

    @Test
    void findsTheFirstEventOfEachOfItsOrders() {
        trader.nextOrder(1_000);
        trader.nextOrder(2_000);
        assertThat(trader.eventAfter(event("r-7-10"), 2_005)).isEqualTo(-1);
        assertThat(trader.eventAfter(event("r-71-1"), 2_005)).isEqualTo(-1);
        assertThat(trader.eventAfter(event("r-7-2"), 2_012)).isEqualTo(12);
        assertThat(trader.eventAfter(event("r-7-1"), 2_013)).isEqualTo(1_013);
        assertThat(trader.eventAfter(event("r-7-1"), 2_014)).isEqualTo(-1);
        assertThat(trader.giveUp(60_000)).isZero();
    }

    @Test
    void givesUpEventsThatDoNotCome() {
        trader.nextOrder(1_000);
        trader.nextOrder(2_000);
        trader.refused();
        trader.nextOrder(3_000);
        assertThat(trader.giveUp(11_000)).isZero();
        assertThat(trader.giveUp(11_001)).isEqualTo(1);
        assertThat(trader.giveUp(20_000)).isEqualTo(1);
    }

    @Test
    void anEmptySideOfABookIsATickAway() throws IOException {
        market.take(JSON.readTree("{\"bids\": [], \"asks\": [[\"0.00001\", \"5\"]]}"));
        assertThat(market.prices()).isEqualTo(new Market.Prices(1, 1));
        for (JsonNode order : orders(200)) {
            if (order.has("price")) {
                assertThat(new BigDecimal(order.path("price").asText())).isPositive();
            }
        }
    }
}
