package org.stellarticker.graphqlserver.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aPoolTrade;
import static org.stellarticker.db.trade.Trades.aTrade;
import static org.stellarticker.db.trade.Trades.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.coverage.GapStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.db.pool.LiquidityPoolStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.http.ApiServer;
import org.stellarticker.http.Http;
import org.stellarticker.http.Routes;
import org.stellarticker.http.TestListeners;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.VerifiedAssets;

/** Asks as listing sites do, about three trades of XLM and USD and one of XLM and the euro. */
class ListingRoutesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock CLOCK = Clock.fixed(NOON.plusSeconds(10), ZoneOffset.UTC);
    private static final String POOL = "0123456789abcdef".repeat(4);
    private static final String TICKER = "XLM_USD-" + USD.issuer();

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private static ApiServer server;
    private static Http api;

    @BeforeAll
    static void start() throws Exception {
        store();
        var live = new LiveDatabase(db.database(), CLOCK);
        var references =
                new ReferenceAssets(new QuoteRanking(List.of(USD)), new VerifiedAssets(List.of(USD)), List.of(USD));
        var routes = new Routes("no such address");
        new ListingRoutes(live, CLOCK, references, Duration.ofMinutes(5)).addTo(routes);
        server = ApiServer.start(
                TestListeners.of(folder.resolve("api.sock"), 0),
                routes,
                new Routes("no such address"),
                new SimpleMeterRegistry());
        api = Http.at(folder.resolve("api.sock"));
    }

    private static void store() {
        TradePair market = TradePair.normalised(XLM, USD);
        db.database().commit(tx -> {
            var trades = List.of(
                    aTrade(6, 0, NOON.minus(Duration.ofHours(30)), XLM, USD, new Price(1, 4)),
                    aTrade(7, 0, NOON.minusSeconds(7200), XLM, USD, new Price(1, 3)),
                    aTrade(8, 0, NOON, EUR, XLM, new Price(3, 1)),
                    aPoolTrade(9, 0, NOON.plusSeconds(5)),
                    aTrade(10, 0, NOON.plusSeconds(10), XLM, USD, new Price(1, 2)));
            new TradeStore(db.database()).insert(tx, trades, TradeSource.PAGE);
            var books = new OrderBookStore();
            books.save(
                    tx,
                    new OrderBook(
                            market,
                            List.of(level(1, 3, 100), level(1, 4, 8)),
                            List.of(level(2, 5, 300), level(1, 2, 7)),
                            NOON));
            books.save(
                    tx,
                    new OrderBook(
                            TradePair.normalised(XLM, EUR),
                            List.of(level(1, 3, 1)),
                            List.of(),
                            NOON.minus(Duration.ofHours(1))));
            var pool = new LiquidityPool(POOL, market, new Amount(40), new Amount(10), 30, new Amount(5), 2, NOON);
            new LiquidityPoolStore().save(tx, List.of(pool), NOON);
            new GapStore()
                    .open(
                            tx,
                            new Gap(
                                    NOON.minus(Duration.ofHours(20)),
                                    NOON.minus(Duration.ofHours(10)),
                                    "no server keeps it"));
            // The cursor's ledger may be stored in part.
            new CursorStore().save(tx, new Cursor(CursorStore.TRADES, new PagingToken((10L << 32) + "-0")));
        });
    }

    private static Level level(long n, long d, long units) {
        return new Level(new Price(n, d), new Amount(units * 10_000_000));
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
    }

    private static JsonNode get(String path) throws IOException {
        Http.Response response = api.get(path);
        assertThat(response.status()).as(path + " " + response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    @Test
    void aBookHasThePricesOfItsQuoteAndAmountsOfBase() throws IOException {
        JsonNode book = get("/coinmarketcap/v1/orderbook/XLM_USD");

        assertThat(book.toString())
                .isEqualTo("{\"timestamp\":" + NOON.toEpochMilli()
                        + ",\"bids\":[[\"0.33333333333333333333\",\"300\"],[\"0.25\",\"32\"]]"
                        + ",\"asks\":[[\"0.4\",\"300\"],[\"0.5\",\"7\"]]}");
        assertThat(get("/coinmarketcap/v1/orderbook/XLM_USD:" + USD.issuer())).isEqualTo(book);
    }

    @Test
    void aNameInTheOtherDirectionTurnsTheBookAndTheTrades() throws IOException {
        assertThat(get("/coinmarketcap/v1/orderbook/USD_XLM").toString())
                .isEqualTo("{\"timestamp\":" + NOON.toEpochMilli()
                        + ",\"bids\":[[\"2.5\",\"120\"],[\"2\",\"3.5\"]]"
                        + ",\"asks\":[[\"3\",\"100\"],[\"4\",\"8\"]]}");
        JsonNode trade = get("/coinmarketcap/v1/trades/USD_XLM").get(0);
        assertThat(trade.get("price").asText()).isEqualTo("2");
        assertThat(trade.get("base_volume").asText()).isEqualTo("1");
        assertThat(trade.get("quote_volume").asText()).isEqualTo("2");
        assertThat(trade.get("type").asText()).isEqualTo("sell");
        String reversed = "USD-" + USD.issuer() + "_XLM";
        assertThat(get("/coingecko/v1/orderbook?ticker_id=" + reversed)
                        .get("ticker_id")
                        .asText())
                .isEqualTo(reversed);
    }

    @Test
    void theDepthCountsBothSidesAndLevelOneIsTheBest() throws IOException {
        assertThat(get("/coinmarketcap/v1/orderbook/XLM_USD?depth=2").get("bids"))
                .hasSize(1);
        assertThat(get("/coinmarketcap/v1/orderbook/XLM_USD?level=1").get("asks"))
                .hasSize(1);
        JsonNode book = get("/coingecko/v1/orderbook?depth=2&ticker_id=" + TICKER);
        assertThat(book.get("ticker_id").asText()).isEqualTo(TICKER);
        assertThat(book.get("asks")).hasSize(1);
    }

    @Test
    void aBookThatIsTooOldIsEmpty() throws IOException {
        JsonNode book = get("/coingecko/v1/orderbook?ticker_id=EURT-" + EUR.issuer() + "_XLM");

        assertThat(book.get("bids")).isEmpty();
        assertThat(book.get("asks")).isEmpty();
        assertThat(book.get("timestamp").asLong())
                .isEqualTo(NOON.minus(Duration.ofHours(1)).toEpochMilli());
    }

    @Test
    void theTradesOfADayAreTheNewestFirst() throws IOException {
        JsonNode trades = get("/coinmarketcap/v1/trades/XLM_USD");

        assertThat(trades).hasSize(3);
        assertThat(trades.get(0).toString())
                .isEqualTo("{\"trade_id\":\"" + ((10L << 32) + 4097) + "-0\",\"price\":\"0.5\",\"base_volume\":\"2\","
                        + "\"quote_volume\":\"1\",\"timestamp\":"
                        + NOON.plusSeconds(10).toEpochMilli()
                        + ",\"type\":\"buy\"}");
        assertThat(trades.get(1).get("type").asText()).isEqualTo("sell");
        assertThat(trades.get(1).get("base_volume").asText()).isEqualTo("0.0000004");
    }

    @Test
    void historicalTradesAreBuysAndSellsWithinBothBounds() throws IOException {
        String address = "/coingecko/v1/historical_trades?ticker_id=" + TICKER;

        assertThat(get(address).get("buy")).hasSize(3);
        assertThat(get(address).get("sell")).hasSize(1);
        assertThat(get(address + "&type=sell").get("buy")).isEmpty();
        assertThat(get(address + "&limit=1").get("buy")).hasSize(1);
        long begin = NOON.minusSeconds(7200).toEpochMilli();
        JsonNode instant = get(address + "&start_time=" + begin + "&end_time=" + begin);
        assertThat(instant.get("buy")).hasSize(1);
        assertThat(instant.at("/buy/0/trade_timestamp").asLong()).isEqualTo(begin);
        assertThat(get(address + "&end_time=" + (begin - 1)).get("buy")).hasSize(1);
    }

    @Test
    void theLatestBlockIsBeforeTheOneThatMayBeStoredInPart() throws IOException {
        assertThat(get("/dexscreener/v1/latest-block").toString())
                .isEqualTo("{\"block\":{\"blockNumber\":9,\"blockTimestamp\":"
                        + NOON.plusSeconds(5).getEpochSecond() + "}}");
    }

    @Test
    void eventsAreTheSwapsOfTheirLedgers() throws IOException {
        JsonNode events = get("/geckoterminal/v1/events?fromBlock=8&toBlock=9").get("events");

        assertThat(events).hasSize(2);
        assertThat(events.get(1).toString())
                .isEqualTo("{\"block\":{\"blockNumber\":9,\"blockTimestamp\":"
                        + NOON.plusSeconds(5).getEpochSecond() + "},\"eventType\":\"swap\",\"txnId\":\""
                        + ((9L << 32) + 4096) + "\",\"txnIndex\":1,\"eventIndex\":100000,\"maker\":\"" + account('S')
                        + "\",\"pairId\":\"" + POOL
                        + "\",\"asset0In\":\"0.0000004\",\"asset1Out\":\"0.0000001\",\"priceNative\":\"0.25\"}");
        // The euro is priced in XLM, and its offer was there first.
        assertThat(events.get(0).get("priceNative").asText()).isEqualTo("3");
        assertThat(events.get(0).get("asset1In").asText()).isEqualTo("6");
        assertThat(events.get(0).get("asset0Out").asText()).isEqualTo("2");
        assertThat(events.get(0).get("pairId").asText()).isEqualTo("EURT-" + EUR.issuer() + "_XLM");
    }

    @Test
    void aPairIsABookOrAPool() throws IOException {
        JsonNode pool = get("/dexscreener/v1/pair?id=" + POOL).get("pair");
        assertThat(pool.get("asset0Id").asText()).isEqualTo("XLM");
        assertThat(pool.get("asset1Id").asText()).isEqualTo("USD-" + USD.issuer());
        assertThat(pool.get("feeBps").asInt()).isEqualTo(30);
        assertThat(get("/dexscreener/v1/pair?id=" + TICKER).at("/pair/id").asText())
                .isEqualTo(TICKER);
    }

    @Test
    void anAssetHasANameAndForGeckoTerminalItsDecimals() throws IOException {
        JsonNode asset = get("/geckoterminal/v1/asset?id=USD-" + USD.issuer()).get("asset");

        assertThat(asset.get("name").asText()).isEqualTo("USD");
        assertThat(asset.get("decimals").asInt()).isEqualTo(7);
        assertThat(get("/dexscreener/v1/asset?id=XLM").at("/asset/name").asText())
                .isEqualTo("Stellar Lumens");
        assertThat(get("/dexscreener/v1/asset?id=XLM").get("asset").has("decimals"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/coinmarketcap/v1/orderbook/XLM, 400",
        "/coinmarketcap/v1/orderbook/XLM_USD?level=4, 400",
        "/coinmarketcap/v1/orderbook/XLM_XLM, 400",
        "/coinmarketcap/v1/trades/XLM_EURT:GZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ, 404",
        "/coingecko/v1/orderbook, 400",
        "/coingecko/v1/historical_trades?ticker_id=XLM_USD&type=both, 400",
        "/coingecko/v1/historical_trades?ticker_id=XLM_USD&limit=1001, 400",
        "/dexscreener/v1/asset?id=EUR, 400",
        "/dexscreener/v1/asset?id=ZZZ:GZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ, 404",
        "/dexscreener/v1/pair?id=XLM, 400",
        "/dexscreener/v1/pair?id=ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, 404",
        "/dexscreener/v1/events?fromBlock=9&toBlock=8, 400",
        "/dexscreener/v1/events?fromBlock=1&toBlock=501, 400",
        "/dexscreener/v1/events?fromBlock=6&toBlock=7, 503",
        "/dexscreener/v1/events?fromBlock=9&toBlock=10, 400",
        "/dexscreener/v1/events?fromBlock=9, 400"
    })
    void whatCannotBeAnsweredIsRefused(String path, int status) throws IOException {
        Http.Response response = api.get(path);

        assertThat(response.status()).as(path + " " + response.body()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).get("error").asText()).contains("expected");
    }

    @Test
    void eventsOfTooManyTradesAreRefusedAndTheLastBlockThatFitsIsNamed() throws IOException {
        db.execute("""
                insert into trade (ledger_close_time, toid, base_amount, counter_amount, price_n, price_d, trade_index,
                    trade_pair_id, base_is_seller, ingested_from, base_account, counter_account)
                select ledger_close_time, toid, base_amount, counter_amount, price_n, price_d, number, trade_pair_id,
                    base_is_seller, ingested_from, base_account, counter_account
                from trade, generate_series(1, 20000) as number
                where toid >> 32 = 8
                """);
        try {
            Http.Response refused = api.get("/dexscreener/v1/events?fromBlock=8&toBlock=9");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(JSON.readTree(refused.body()).get("error").asText())
                    .isEqualTo("toBlock: expected at most 8, as one answer holds 20000 events, found 9");
            assertThat(get("/dexscreener/v1/events?fromBlock=8&toBlock=8").get("events"))
                    .hasSize(20_001);
        } finally {
            db.execute("delete from trade where toid >> 32 = 8 and trade_index > 0");
        }
    }

    @Test
    void anAnswerHasAnEtag() throws IOException {
        Http.Response response = api.get("/coinmarketcap/v1/orderbook/XLM_USD");

        Optional<String> etag = response.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("ETag"))
                .map(Map.Entry::getValue)
                .findFirst();
        assertThat(etag).isPresent();
        assertThat(api.send(
                                "GET",
                                "/coinmarketcap/v1/orderbook/XLM_USD",
                                Map.of("If-None-Match", etag.orElseThrow()),
                                new byte[0])
                        .status())
                .isEqualTo(304);
    }
}
