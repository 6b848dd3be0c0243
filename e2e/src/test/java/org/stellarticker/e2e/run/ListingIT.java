package org.stellarticker.e2e.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.e2e.schema.SiteSchema;

/** Polls a demo as listing sites do: without a key, with gzip, each address by itself. */
class ListingIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(90);

    /** Where samples for docs/listing.md are left, when a folder is named. */
    private static final String SAMPLES = System.getProperty("listing.samples", "");

    @TempDir
    static Path folder;

    private static RunningTicker ticker;

    @BeforeAll
    static void start() throws IOException {
        ticker = RunningTicker.demo(
                folder, Map.of("SANDBOX_TRADES_PER_SECOND", "20", "SANDBOX_HISTORY_TRADES", "20000"));
        await("all files are there")
                .atMost(SOON)
                .until(() -> ticker.get("/coingecko/v1/tickers").statusCode() == 200
                        && ticker.get("/coinmarketcap/v1/dex").statusCode() == 200);
        await("order books are there")
                .atMost(SOON)
                .until(() -> new String(ticker.get("/coinmarketcap/v1/summary").body(), UTF_8).contains("highest_bid"));
    }

    @AfterAll
    static void end() throws IOException {
        ticker.close();
    }

    /** Polls an address as a site does, and checks the answer against the site's rules. */
    private static JsonNode poll(String schema, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = ticker.get(path, Map.of("Accept-Encoding", "gzip"));
        assertThat(response.statusCode())
                .as(path + " " + new String(response.body(), UTF_8))
                .isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(response.headers().firstValue("Cache-Control")).isPresent();
        byte[] text = response.headers().firstValue("Content-Encoding").isPresent()
                ? new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes()
                : response.body();
        if (!SAMPLES.isEmpty()) {
            Files.write(Files.createDirectories(Path.of(SAMPLES)).resolve(schema + ".json"), text);
        }
        return SiteSchema.of(schema).read(text);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "coinmarketcap-summary, /coinmarketcap/v1/summary",
        "coinmarketcap-assets, /coinmarketcap/v1/assets",
        "coinmarketcap-ticker, /coinmarketcap/v1/ticker",
        "coinmarketcap-dex, /coinmarketcap/v1/dex",
        "coingecko-pairs, /coingecko/v1/pairs",
        "coingecko-tickers, /coingecko/v1/tickers"
    })
    void filesFollowTheSitesRules(String schema, String path) throws Exception {
        poll(schema, path);

        HttpResponse<byte[]> compressed = ticker.get(path, Map.of("Accept-Encoding", "gzip"));
        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(compressed.headers().firstValue("ETag")).isPresent();
        assertThat(compressed.headers().firstValue("Last-Modified")).isPresent();
    }

    @Test
    void aFileThatDidNotChangeCostsNothing() {
        // The assets' names and codes hardly change; a market that trades for the first time adds one.
        await("the same file twice").atMost(SOON).until(() -> {
            String etag = ticker.get("/coinmarketcap/v1/assets")
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            return ticker.get("/coinmarketcap/v1/assets", Map.of("If-None-Match", etag))
                            .statusCode()
                    == 304;
        });
    }

    @Test
    void coinMarketCapFindsTheBookAndTheTradesOfEachPairItKnows() throws Exception {
        JsonNode assets = poll("coinmarketcap-assets", "/coinmarketcap/v1/assets");
        int books = 0;
        int trades = 0;
        for (JsonNode market : poll("coinmarketcap-summary", "/coinmarketcap/v1/summary")) {
            String pair = market.get("trading_pairs").asText();
            assertThat(assets.has(market.get("base_currency").asText())).isTrue();
            assertThat(assets.has(market.get("quote_currency").asText())).isTrue();
            JsonNode book = poll("coinmarketcap-orderbook", "/coinmarketcap/v1/orderbook/" + encoded(pair));
            assertOrdered(book);
            books += book.get("bids").isEmpty() ? 0 : 1;
            if (trades < 5) {
                JsonNode day = poll("coinmarketcap-trades", "/coinmarketcap/v1/trades/" + encoded(pair));
                trades += day.isEmpty() ? 0 : 1;
                for (JsonNode trade : day) {
                    assertThat(trade.get("timestamp").asLong())
                            .isGreaterThan(
                                    Instant.now().minus(25, ChronoUnit.HOURS).toEpochMilli());
                }
            }
        }
        assertThat(books).isGreaterThan(10);
        assertThat(trades).isEqualTo(5);
    }

    /** The best first, and no bid at or above an ask. */
    private static void assertOrdered(JsonNode book) {
        BigDecimal before = null;
        for (JsonNode bid : book.get("bids")) {
            BigDecimal price = new BigDecimal(bid.get(0).asText());
            assertThat(before == null || price.compareTo(before) < 0)
                    .as("%s", book)
                    .isTrue();
            before = price;
        }
        before = null;
        for (JsonNode ask : book.get("asks")) {
            BigDecimal price = new BigDecimal(ask.get(0).asText());
            assertThat(before == null || price.compareTo(before) > 0)
                    .as("%s", book)
                    .isTrue();
            before = price;
        }
        if (!book.get("bids").isEmpty() && !book.get("asks").isEmpty()) {
            assertThat(new BigDecimal(book.at("/bids/0/0").asText()))
                    .isLessThan(new BigDecimal(book.at("/asks/0/0").asText()));
        }
    }

    @Test
    void theDepthCountsBothSides() throws Exception {
        JsonNode four = poll("coinmarketcap-orderbook", "/coinmarketcap/v1/orderbook/XLM_USDC?depth=4");
        JsonNode best = poll("coinmarketcap-orderbook", "/coinmarketcap/v1/orderbook/XLM_USDC?level=1");

        assertThat(four.get("bids")).hasSize(2);
        assertThat(four.get("asks")).hasSize(2);
        assertThat(best.get("bids")).hasSize(1);
    }

    @Test
    void theQuoteIsTheRankedAsset() throws Exception {
        Set<String> pairs = new HashSet<>();
        poll("coinmarketcap-summary", "/coinmarketcap/v1/summary")
                .forEach(market -> pairs.add(market.get("trading_pairs").asText()));

        assertThat(pairs).contains("XLM_USDC", "EURC_USDC", "AQUA_XLM");
        assertThat(pairs).doesNotContain("USDC_XLM", "XLM_AQUA");
        // The copies of the dollar have no bare code.
        assertThat(pairs.stream().filter(pair -> pair.contains("USDC:G"))).isNotEmpty();
    }

    @Test
    void coinGeckoFindsBooksAndTradesByTicker() throws Exception {
        JsonNode pairs = poll("coingecko-pairs", "/coingecko/v1/pairs");
        JsonNode tickers = poll("coingecko-tickers", "/coingecko/v1/tickers");
        assertThat(tickers).hasSize(pairs.size());
        assertThat(tickers.valueStream()
                        .filter(row -> row.get("pool_id").asText().length() == 64))
                .isNotEmpty();
        assertThat(tickers.valueStream()
                        .filter(row -> !row.get("liquidity_in_usd").isNull()))
                .isNotEmpty();
        String ticker = tickers.valueStream()
                .filter(row -> row.get("ticker_id").asText().startsWith("XLM_USDC-"))
                .filter(row -> row.get("ticker_id").equals(row.get("pool_id")))
                .filter(row -> row.has("bid") && row.has("ask"))
                .map(row -> row.get("ticker_id").asText())
                .findFirst()
                .orElseThrow();

        JsonNode book = poll("coingecko-orderbook", "/coingecko/v1/orderbook?depth=10&ticker_id=" + encoded(ticker));
        assertThat(book.get("ticker_id").asText()).isEqualTo(ticker);
        assertThat(book.get("bids")).hasSize(5);
        String address = "/coingecko/v1/historical_trades?ticker_id=" + encoded(ticker);
        JsonNode both = poll("coingecko-historical_trades", address + "&limit=50");
        assertThat(both.get("buy").size() + both.get("sell").size()).isEqualTo(50);
        JsonNode buys = poll("coingecko-historical_trades", address + "&limit=10&type=buy");
        assertThat(buys.get("buy")).hasSize(10);
        assertThat(buys.get("sell")).isEmpty();

        // Both bounds are inclusive.
        long at = buys.at("/buy/9/trade_timestamp").asLong();
        JsonNode instant = poll("coingecko-historical_trades", address + "&start_time=" + at + "&end_time=" + at);
        assertThat(instant.get("buy")).isNotEmpty();
        instant.get("buy")
                .forEach(trade ->
                        assertThat(trade.get("trade_timestamp").asLong()).isEqualTo(at));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dexscreener", "geckoterminal"})
    void anAdapterFollowsEveryBlock(String site) throws Exception {
        String root = "/" + site + "/v1";
        JsonNode latest = poll("dexscreener-latest-block", root + "/latest-block");
        long block = latest.at("/block/blockNumber").asLong();
        JsonNode events = poll("dexscreener-events", root + "/events?fromBlock=" + (block - 400) + "&toBlock=" + block);
        assertThat(events.get("events").size()).isGreaterThan(50);
        Set<String> ids = new HashSet<>();
        Set<String> pairs = new HashSet<>();
        Set<String> assets = new HashSet<>();
        for (JsonNode event : events.get("events")) {
            assertThat(ids.add(event.get("txnId") + " " + event.get("eventIndex")))
                    .isTrue();
            pairs.add(event.get("pairId").asText());
            assertPrice(event);
        }
        assertThat(pairs.stream().filter(pair -> pair.length() == 64)).isNotEmpty();
        assertThat(pairs.stream().filter(pair -> pair.length() != 64)).isNotEmpty();
        for (String pair : pairs) {
            JsonNode found = poll("dexscreener-pair", root + "/pair?id=" + encoded(pair));
            assertThat(found.at("/pair/id").asText()).isEqualTo(pair);
            assets.add(found.at("/pair/asset0Id").asText());
            assets.add(found.at("/pair/asset1Id").asText());
        }
        for (String asset : assets) {
            JsonNode found = poll(site + "-asset", root + "/asset?id=" + encoded(asset));
            assertThat(found.at("/asset/id").asText()).isEqualTo(asset);
        }
        assertThat(ticker.get(root + "/events?fromBlock=" + block + "&toBlock=" + (block + 100_000))
                        .statusCode())
                .isEqualTo(400);
    }

    /** The price of asset0 in asset1 is near the ratio of the amounts, which Horizon rounds to stroops. */
    private static void assertPrice(JsonNode event) {
        BigDecimal zero = amount(event, "asset0In", "asset0Out");
        BigDecimal one = amount(event, "asset1In", "asset1Out");
        if (zero.compareTo(new BigDecimal("0.01")) > 0 && one.compareTo(new BigDecimal("0.01")) > 0) {
            BigDecimal ratio = one.divide(zero, MathContext.DECIMAL64);
            BigDecimal price = new BigDecimal(event.get("priceNative").asText());
            assertThat(ratio.divide(price, MathContext.DECIMAL64))
                    .isBetween(new BigDecimal("0.99"), new BigDecimal("1.01"));
        }
    }

    private static BigDecimal amount(JsonNode event, String in, String out) {
        return new BigDecimal((event.has(in) ? event.get(in) : event.get(out)).asText());
    }

    @ParameterizedTest
    @CsvSource({
        "/coinmarketcap/v1/orderbook/XLM, 400",
        "/coinmarketcap/v1/orderbook/XLM_USDC?depth=-1, 400",
        "/coinmarketcap/v1/orderbook/XLM_ZZZ:GAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 404",
        "/coingecko/v1/orderbook, 400",
        "/coingecko/v1/historical_trades?ticker_id=XLM_USDC&type=both, 400",
        "/dexscreener/v1/asset?id=USDC, 400",
        "/dexscreener/v1/pair?id=0000000000000000000000000000000000000000000000000000000000000000, 404",
        "/dexscreener/v1/events?fromBlock=10&toBlock=9, 400",
        "/geckoterminal/v1/nothing, 404"
    })
    void whatCannotBeAnsweredIsRefusedInJson(String path, int status) throws Exception {
        HttpResponse<byte[]> response = ticker.get(path);

        assertThat(response.statusCode()).as(path).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).get("error").asText()).isNotEmpty();
    }

    @Test
    void theVwapOfAWindowIsTheSumOfItsParts() throws Exception {
        String usdc = JSON.readTree(ticker.get("/coinmarketcap/v1/dex").body())
                .propertyStream()
                .map(Map.Entry::getValue)
                .filter(row -> row.get("base_id").asText().equals("native")
                        && row.get("quote_symbol").asText().equals("USDC"))
                .max((one, other) -> new BigDecimal(one.get("base_volume").asText())
                        .compareTo(new BigDecimal(other.get("base_volume").asText())))
                .map(row -> row.get("quote_id").asText())
                .orElseThrow();
        Instant to = Instant.now().minusSeconds(120).truncatedTo(ChronoUnit.SECONDS);
        Instant from = to.minus(Duration.ofHours(20)).minusSeconds(17);
        Instant middle = from.plus(Duration.ofHours(7)).plusMillis(4321);

        JsonNode whole = vwap(usdc, from, to);
        JsonNode first = vwap(usdc, from, middle);
        JsonNode second = vwap(usdc, middle, to);

        assertThat(decimal(first, "base_volume").add(decimal(second, "base_volume")))
                .isEqualByComparingTo(decimal(whole, "base_volume"));
        assertThat(decimal(first, "counter_volume").add(decimal(second, "counter_volume")))
                .isEqualByComparingTo(decimal(whole, "counter_volume"));
        assertThat(decimal(whole, "vwap"))
                .isEqualByComparingTo(decimal(whole, "counter_volume")
                        .divide(decimal(whole, "base_volume"), new MathContext(20, RoundingMode.HALF_EVEN)));
        assertThat(whole.get("complete").isBoolean()).isTrue();
        assertThat(whole.get("gaps").isArray()).isTrue();
        assertThat(vwap(usdc, to, to).get("vwap").isNull()).isTrue();

        HttpResponse<byte[]> refused = ticker.get("/api/v1/vwap?base=native&counter=USDC&from=x");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private static JsonNode vwap(String counter, Instant from, Instant to) throws Exception {
        String address = "/api/v1/vwap?base=native&counter=" + encoded(counter) + "&from=" + from + "&to=" + to;
        HttpResponse<byte[]> response = ticker.get(address);
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
        assertThat(response.headers().firstValue("ETag")).isPresent();
        return JSON.readTree(response.body());
    }

    private static BigDecimal decimal(JsonNode answer, String member) {
        return new BigDecimal(answer.get(member).asText());
    }
}
