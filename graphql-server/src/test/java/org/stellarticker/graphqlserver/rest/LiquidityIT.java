package org.stellarticker.graphqlserver.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;
import static org.stellarticker.http.TestApi.members;
import static org.stellarticker.http.TestApi.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.db.pool.LiquidityPoolStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.http.TestApi;

/** Asks for order books, depth, pools and the audit's hours. */
class LiquidityIT {

    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final TradePair MARKET = TradePair.normalised(XLM, USD);
    private static final String POOL = "0123456789abcdef".repeat(4);
    private static final String OTHER_POOL = "f".repeat(64);
    private static final String FORWARD = "base=native&counter=" + USD.key();
    private static final String BACKWARD = "base=" + USD.key() + "&counter=native";
    private static final String DEPTH = "/api/v1/markets/native/" + USD.key() + "/depth";

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        db.database().commit(tx -> {
            // Trades make the assets known.
            var trades = List.of(
                    aTrade(7, 0, NOON.minusSeconds(60)),
                    aTrade(8, 0, NOON, XLM, EUR, new Price(1, 2)),
                    aTrade(8, 1, NOON, USD, EUR, new Price(1, 2)));
            new TradeStore(db.database()).insert(tx, trades, TradeSource.PAGE);
            new OrderBookStore()
                    .save(
                            tx,
                            new OrderBook(
                                    MARKET,
                                    // 99 counter for 100 base, and 90 for 100.
                                    List.of(level(99, 100, 990_000_000), level(9, 10, 900_000_000)),
                                    List.of(level(101, 100, 500_000_000), level(2, 1, 1_000_000_000)),
                                    NOON));
            new LiquidityPoolStore()
                    .save(
                            tx,
                            List.of(
                                    pool(POOL, MARKET, 10_000_000_000L, 10_000_000_000L),
                                    pool(OTHER_POOL, TradePair.normalised(USD, EUR), 40_000_000, 10_000_000)),
                            NOON);
        });
        api = RestApi.start(folder, db.database(), CLOCK);
    }

    private static Level level(long n, long d, long amount) {
        return new Level(new Price(n, d), new Amount(amount));
    }

    private static LiquidityPool pool(String id, TradePair pair, long base, long counter) {
        return new LiquidityPool(id, pair, new Amount(base), new Amount(counter), 30, new Amount(5), 7, NOON);
    }

    @AfterAll
    static void end() throws IOException {
        api.close();
    }

    @Test
    void levelsArePricesWithAmountsOfBaseInEitherDirection() throws IOException {
        assertThat(api.get("/api/v1/orderbook?" + FORWARD).toString())
                .isEqualTo("{\"base\":\"native\",\"counter\":\"" + USD.key()
                        + "\",\"as_of\":\"2026-03-01T12:00:00Z\",\"bids\":[[\"0.99\",\"100\"],[\"0.9\",\"100\"]],"
                        + "\"asks\":[[\"1.01\",\"50\"],[\"2\",\"100\"]]}");
        JsonNode turned = api.get("/api/v1/orderbook?" + BACKWARD);
        assertThat(turned.get("bids").toString())
                .isEqualTo("[[\"0.99009900990099009901\",\"50.5\"],[\"0.5\",\"200\"]]");
        assertThat(turned.get("asks").toString())
                .isEqualTo("[[\"1.010101010101010101\",\"99\"],[\"1.1111111111111111111\",\"90\"]]");
        assertThat(api.get("/api/v1/orderbook?depth=1&" + FORWARD).get("bids")).hasSize(1);
    }

    @Test
    void aBookThatWasNeverReadIsEmpty() throws IOException {
        JsonNode never = api.get("/api/v1/orderbook?base=native&counter=" + BTC.key());

        assertThat(members(never, "as_of", "bids", "asks")).isEqualTo("null  ");
        assertThat(never.get("bids")).isEmpty();
        assertThat(api.faults("/api/v1/orderbook?base=XLM&depth=201")).containsExactly("counter", "depth");
        assertThat(api.faults("/api/v1/orderbook?base=XLM&counter=native")).containsExactly("counter");
    }

    @Test
    void depthCountsWhatLiesWithinTheBandsOfBookAndPoolApart() throws IOException {
        JsonNode depth = api.get(DEPTH);

        assertThat(members(depth, "bid", "ask", "mid", "mid_source", "book_as_of", "pool_id"))
                .isEqualTo("0.99 1.01 1 orderbook 2026-03-01T12:00:00Z " + POOL);
        assertThat(texts(depth.get("bands"), "percent")).containsExactly("0.1", "0.5", "1", "2", "5", "10");
        assertThat(band(depth, 1, "book")).isEqualTo("0 0");
        // The border counts: 0.99 and 1.01 are one percent from 1.
        assertThat(band(depth, 2, "book")).isEqualTo("99 50");
        assertThat(band(depth, 5, "book")).isEqualTo("189 50");
        assertThat(band(depth, 0, "pool")).as("the fee alone is more").isEqualTo("0 0");
        // 1000 (1 - sqrt(0.98 / 0.997)) and 1000 (1 - 1 / sqrt(1.02 * 0.997)).
        assertThat(band(depth, 3, "pool")).isEqualTo("8.5622326 8.3638855");
    }

    private static String band(JsonNode depth, int index, String venue) {
        return members(depth.get("bands").get(index).get(venue), "bid_counter_volume", "ask_base_volume");
    }

    @Test
    void theTurnedMarketHasTheSameDepthOfThePool() throws IOException {
        JsonNode turned = api.get("/api/v1/markets/" + USD.key() + "/XLM/depth");

        assertThat(members(turned, "base", "counter", "mid_source")).isEqualTo(USD.key() + " native orderbook");
        // (1 / 1.01 + 1 / 0.99) / 2
        assertThat(new BigDecimal(turned.get("mid").asText())).isEqualByComparingTo("1.0001000100010001000");
        assertThat(band(turned, 3, "book")).isEqualTo("50 99");
    }

    @Test
    void slippageIsWhatASizeCostsBeyondTheMidPrice() throws IOException {
        JsonNode costs = api.get(DEPTH + "?sizes=50,100,0.0000001,1000").get("slippage");

        assertThat(texts(costs, "side")).containsExactly("buy", "sell", "buy", "sell", "buy", "sell", "buy", "sell");
        assertThat(cost(costs, 0, "book")).isEqualTo("1.01 1");
        // 50 at 1.01 and 50 at 2.
        assertThat(cost(costs, 2, "book")).isEqualTo("1.505 50.5");
        assertThat(cost(costs, 3, "book")).isEqualTo("0.99 1");
        // 1000 * 100 / (900 * 0.997) and 1000 * 99.7 / 1099.7, each in the pool's favour.
        assertThat(cost(costs, 2, "pool")).isEqualTo("1.114454475 11.4454475");
        assertThat(cost(costs, 3, "pool")).isEqualTo("0.906610893 9.3389107");
        assertThat(costs.get(5).get("pool").isNull())
                .as("a stroop brings nothing")
                .isTrue();
        assertThat(costs.get(6).get("book").isNull() && costs.get(6).get("pool").isNull())
                .as("neither holds more than it has")
                .isTrue();
    }

    private static String cost(JsonNode costs, int index, String venue) {
        return members(costs.get(index).get(venue), "price", "slippage_percent");
    }

    @Test
    void withoutABookThePoolsPriceIsTheMid() throws IOException {
        JsonNode depth = api.get("/api/v1/markets/" + USD.key() + "/" + EUR.key() + "/depth?sizes=0.5");
        assertThat(members(depth, "bid", "mid_source", "book_as_of")).isEqualTo("null liquidity_pool null");
        assertThat(depth.at("/bands/5/book").isNull()).isTrue();
        assertThat(depth.at("/slippage/0/pool/price").asText()).isNotEmpty();
        JsonNode nothing = api.get("/api/v1/markets/native/" + BTC.key() + "/depth?sizes=1");
        assertThat(nothing.get("mid").isNull()).isTrue();
        assertThat(nothing.get("bands")).hasSize(6);
        assertThat(nothing.at("/slippage/0/book").isNull()).isTrue();
    }

    @Test
    void aBookThatWasReadTooLongAgoIsLeftOut() throws Exception {
        try (var later = RestApi.start(
                folder,
                db.database(),
                Clock.fixed(NOON.plus(Duration.ofHours(1)).plusSeconds(1), ZoneOffset.UTC))) {
            JsonNode depth = later.get(DEPTH + "?sizes=1");

            assertThat(members(depth, "bid", "ask", "mid", "mid_source", "book_as_of"))
                    .isEqualTo("null null 1 liquidity_pool null");
            assertThat(depth.at("/bands/5/book").isNull()).isTrue();
            assertThat(depth.at("/bands/5/pool").isNull()).isFalse();
            assertThat(depth.at("/slippage/0/book").isNull()).isTrue();
        }
    }

    @Test
    void sizesThatAreNoneAreNamed() throws IOException {
        for (String sizes : List.of("0", "1,,2", "1e3", "-1", "0.00000001", "1,2,3,4,5,6,7,8,9,10,11")) {
            assertThat(api.faults(DEPTH + "?sizes=" + sizes)).as(sizes).containsExactly("sizes");
        }
        assertThat(api.faults("/api/v1/markets/native/XLM/depth")).containsExactly("counter");
    }

    @Test
    void poolsAreListedByIdInTheDirectionThatIsAskedFor() throws IOException {
        JsonNode first = api.get("/api/v1/pools?limit=1");
        JsonNode pool = first.at("/items/0");
        assertThat(members(pool, "id", "base", "counter", "base_reserve", "counter_reserve", "price", "fee_bp"))
                .isEqualTo(POOL + " native " + USD.key() + " 1000 1000 1 30");
        assertThat(members(pool, "total_shares", "trustlines", "as_of")).isEqualTo("0.0000005 7 2026-03-01T12:00:00Z");
        JsonNode rest = api.get(
                "/api/v1/pools?limit=1&cursor=" + first.get("next_cursor").asText());
        // The quote is USD, which ranks.
        assertThat(members(rest.at("/items/0"), "id", "base", "counter"))
                .isEqualTo(OTHER_POOL + " " + EUR.key() + " " + USD.key());
        assertThat(rest.get("next_cursor").isNull()).isTrue();

        JsonNode ofUsd = api.get("/api/v1/pools?base=" + USD.key()).get("items");
        assertThat(texts(ofUsd, "base")).containsExactly(USD.key(), USD.key());
        assertThat(texts(api.get("/api/v1/pools?counter=XLM").get("items"), "counter"))
                .containsExactly("native");
        assertThat(texts(api.get("/api/v1/pools?" + BACKWARD).get("items"), "id"))
                .containsExactly(POOL);
        assertThat(api.get("/api/v1/pools?base=native&counter=" + EUR.key()).get("items"))
                .isEmpty();
        assertThat(api.csv("/api/v1/pools?format=csv").lines().toList())
                .hasSize(3)
                .element(1)
                .asString()
                .startsWith(POOL + ",native," + USD.key() + ",1000,1000,1,30,");
    }

    @Test
    void aPoolIsFoundByItsId() throws IOException {
        assertThat(members(api.get("/api/v1/pools/" + OTHER_POOL), "base", "counter", "price"))
                .isEqualTo(EUR.key() + " " + USD.key() + " " + price());
        assertThat(api.problem("/api/v1/pools/" + "0".repeat(64), 404)
                        .get("detail")
                        .asText())
                .startsWith("expected a liquidity pool that exists");
        assertThat(api.faults("/api/v1/pools/1")).containsExactly("id");
        assertThat(api.faults("/api/v1/pools?cursor=x&limit=0&base=XLM&counter=XLM"))
                .containsExactly("cursor", "limit", "counter");
    }

    /** Counter per base of the other pool, in the direction of its quote. */
    private static String price() {
        return TradePair.normalised(USD, EUR).base().equals(USD) ? "4" : "0.25";
    }

    @Test
    void theAuditsHoursHaveTheirStateAndEvidence() throws IOException {
        db.execute(
                "insert into audit_window (hour, state, evidence, trades_read, trades_repaired, decided_at) values ('"
                        + NOON.minus(Duration.ofHours(2)) + "', 'agreed', '{backfill,pages}', 7, 1, '" + NOON + "'), ('"
                        + NOON.minus(Duration.ofHours(1)) + "', 'pending', '{}', 0, 0, null), ('"
                        + NOON.minus(Duration.ofHours(30)) + "', 'agreed', '{}', 0, 0, '" + NOON + "')");

        JsonNode day = api.get("/api/v1/audit?" + FORWARD);
        assertThat(texts(day.get("items"), "from")).containsExactly("2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z");
        assertThat(members(day.at("/items/0"), "to", "state", "trades_read", "trades_repaired", "decided_at", "reason"))
                .isEqualTo("2026-03-01T11:00:00Z agreed 7 1 2026-03-01T12:00:00Z null");
        assertThat(day.at("/items/0/evidence").toString()).isEqualTo("[\"backfill\",\"pages\"]");
        JsonNode all = api.get("/api/v1/audit?limit=2&from=2026-02-01T00:00:00Z");
        assertThat(all.get("items")).hasSize(2);
        assertThat(texts(
                        api.get("/api/v1/audit?from=2026-02-01T00:00:00Z&cursor="
                                        + all.get("next_cursor").asText())
                                .get("items"),
                        "from"))
                .containsExactly(Instant.parse("2026-03-01T11:00:00Z").toString());
        assertThat(api.csv("/api/v1/audit?format=csv").lines().toList().get(1))
                .isEqualTo("2026-03-01T10:00:00Z,2026-03-01T11:00:00Z,agreed,backfill;pages,,7,1,2026-03-01T12:00:00Z");
        assertThat(api.faults("/api/v1/audit?base=XLM&from=x&limit=0")).containsExactly("from", "limit", "counter");
        assertThat(api.faults("/api/v1/audit?from=2000&to=1000")).containsExactly("to");
    }
}
