package org.stellarticker.e2e.golden;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.e2e.golden.Values.assertValue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.e2e.golden.Golden.Label;
import org.stellarticker.e2e.oracle.OracleListing;
import org.stellarticker.e2e.schema.SiteSchema;
import org.stellarticker.jsongenerator.listing.CoinGeckoFiles;
import org.stellarticker.jsongenerator.listing.CoinMarketCapFiles;
import org.stellarticker.marketdata.listing.ListedMarkets;
import org.stellarticker.marketdata.listing.ListedVenues;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.UsdBridge;
import org.stellarticker.marketdata.reference.VerifiedAssets;
import org.stellarticker.marketdata.window.MarketVwaps;
import org.stellarticker.marketdata.window.WindowedMarket;

/** Checks every value of the listing files over the golden set, against a recomputation from its raw trades. */
class ListingGoldenIT {

    private static final MathContext PRECISION = new MathContext(40);
    private static final long DUST_FLOOR = 1000;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Map<Asset, Label> LABELS =
            Golden.labels().stream().collect(toMap(Label::asset, Function.identity()));
    private static final Asset USDC = valid("USDC");
    private static final Asset BTC = valid("BTC");
    private static final OracleListing ORACLE =
            new OracleListing(Golden.trades(), Golden.INSTANT, List.of(USDC), DUST_FLOOR);

    private static Map<String, JsonNode> coinMarketCap = Map.of();
    private static Map<String, JsonNode> coinGecko = Map.of();

    private static Asset valid(String code) {
        return LABELS.values().stream()
                .filter(label -> label.valid() && label.asset().code().equals(code))
                .map(Label::asset)
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    private static boolean isValid(Asset asset) {
        return asset.equals(NativeAsset.XLM)
                || Optional.ofNullable(LABELS.get(asset)).filter(Label::valid).isPresent();
    }

    @BeforeAll
    static void makeFiles() {
        database.database().commit(tx -> new DustFloorStore().bind(tx, DUST_FLOOR));
        var path = new DataPath(database);
        path.list(Golden.labels());
        path.save(Golden.books());
        path.store(Golden.trades(), new Random(3), Golden.INSTANT);
        var verified = new VerifiedAssets(List.of(USDC, BTC));
        var references = new ReferenceAssets(new QuoteRanking(List.of(USDC)), verified, List.of(USDC));
        var listed = new ListedMarkets(references, Duration.ofHours(1));
        var venues = new ListedVenues(new UsdBridge(List.of(USDC)));
        // Before the last trades are summed and the oldest left; what was read here is used again where nothing
        // changed.
        database.database().snapshot(tx -> listed.read(tx).map(listing -> venues.read(tx, listing)));
        path.aggregate(Golden.INSTANT);
        database.database().snapshot(tx -> {
            var listing = listed.read(tx).orElseThrow();
            coinMarketCap = parsed("coinmarketcap", new CoinMarketCapFiles(verified).texts(listing));
            coinGecko = parsed("coingecko", CoinGeckoFiles.texts(venues.read(tx, listing)));
            // The second reading takes what the first one kept.
            assertThat(parsed("coingecko", CoinGeckoFiles.texts(venues.read(tx, listing))))
                    .isEqualTo(coinGecko);
            return listing;
        });
    }

    /** Returns the files by name; each must follow the site's rules. */
    private static Map<String, JsonNode> parsed(String site, Map<String, byte[]> texts) {
        var parsed = new HashMap<String, JsonNode>();
        texts.forEach((name, text) ->
                parsed.put(name, SiteSchema.of(site + "-" + name).read(text)));
        return parsed;
    }

    @Test
    void coinMarketCapGetsEveryMarketWithTheValuesOfItsTrades() {
        Map<TradePair, OracleListing.Values> expected = ORACLE.markets(ListingGoldenIT::isValid);
        JsonNode summary = file(coinMarketCap, "summary");
        JsonNode ticker = file(coinMarketCap, "ticker");
        JsonNode dex = file(coinMarketCap, "dex");
        Map<String, JsonNode> rows = new HashMap<>();
        summary.forEach(row -> rows.put(row.get("trading_pairs").asText(), row));

        assertThat(rows).hasSize(expected.size()).hasSizeGreaterThan(40);
        assertThat(ticker).hasSize(expected.size());
        assertThat(dex).hasSize(expected.size());
        expected.forEach((pair, values) -> {
            String name = symbol(pair.base()) + "_" + symbol(pair.counter());
            JsonNode row = Objects.requireNonNull(rows.get(name), name);
            assertThat(row.get("base_currency").asText()).isEqualTo(symbol(pair.base()));
            assertThat(row.get("quote_currency").asText()).isEqualTo(symbol(pair.counter()));
            BigDecimal open = values.open().orElseThrow();
            BigDecimal close = values.close().orElseThrow();
            assertMember(row, "last_price", close);
            assertMember(row, "base_volume", values.baseVolume());
            assertMember(row, "quote_volume", values.quoteVolume());
            assertMember(row, "highest_price_24h", values.high().orElseThrow());
            assertMember(row, "lowest_price_24h", values.low().orElseThrow());
            assertMember(
                    row,
                    "price_change_percent_24h",
                    close.subtract(open).movePointRight(2).divide(open, PRECISION));
            assertVolumes(ticker.get(name), values);
            assertVolumes(dex.get(address(pair.base()) + "_" + address(pair.counter())), values);
        });
    }

    private static void assertVolumes(JsonNode row, OracleListing.Values values) {
        assertMember(row, "last_price", values.close().orElseThrow());
        assertMember(row, "base_volume", values.baseVolume());
        assertMember(row, "quote_volume", values.quoteVolume());
    }

    @Test
    void offersHaveTheDirectionOfThePair() {
        var rows = new HashMap<String, JsonNode>();
        file(coinMarketCap, "summary")
                .forEach(row -> rows.put(row.get("trading_pairs").asText(), row));
        int compared = 0;
        for (TradePair pair : ORACLE.markets(ListingGoldenIT::isValid).keySet()) {
            JsonNode row = Objects.requireNonNull(rows.get(symbol(pair.base()) + "_" + symbol(pair.counter())));
            Optional<OrderBookSummary> book = book(pair);
            boolean turned = !pair.isNormalised();
            Optional<BigDecimal> bid = book.flatMap(found -> turned ? found.bestAsk() : found.bestBid())
                    .map(price -> decimal(price, turned));
            Optional<BigDecimal> ask = book.flatMap(found -> turned ? found.bestBid() : found.bestAsk())
                    .map(price -> decimal(price, turned));
            assertThat(row.has("highest_bid")).isEqualTo(bid.isPresent());
            assertThat(row.has("lowest_ask")).isEqualTo(ask.isPresent());
            bid.ifPresent(price -> assertMember(row, "highest_bid", price));
            ask.ifPresent(price -> assertMember(row, "lowest_ask", price));
            compared += bid.isPresent() ? 1 : 0;
        }
        assertThat(compared).isGreaterThan(10);
    }

    private static Optional<OrderBookSummary> book(TradePair pair) {
        TradePair stored = pair.isNormalised() ? pair : pair.turned();
        return Golden.books().stream()
                .filter(found -> found.pair().equals(stored))
                .findFirst();
    }

    private static BigDecimal decimal(Price price, boolean turned) {
        return (turned ? price.inverse() : price).decimal(PRECISION);
    }

    @Test
    void coinGeckoGetsEachVenueWithItsOwnTrades() {
        Map<TradePair, Map<String, OracleListing.Values>> expected = ORACLE.venues(ListingGoldenIT::isValid);
        Map<TradePair, OracleListing.Values> markets = ORACLE.markets(ListingGoldenIT::isValid);
        var rows = new HashMap<String, JsonNode>();
        for (JsonNode row : file(coinGecko, "tickers")) {
            rows.put(row.get("ticker_id").asText() + " " + row.get("pool_id").asText(), row);
        }
        assertThat(file(coinGecko, "pairs")).hasSize(rows.size());
        int pools = 0;
        for (Map.Entry<TradePair, Map<String, OracleListing.Values>> market : expected.entrySet()) {
            String ticker = explicit(market.getKey().base()) + "_"
                    + explicit(market.getKey().counter());
            assertThat(rows).containsKey(ticker + " " + ticker);
            for (Map.Entry<String, OracleListing.Values> venue :
                    market.getValue().entrySet()) {
                boolean isBook = venue.getKey().isEmpty();
                JsonNode row = Objects.requireNonNull(rows.get(ticker + " " + (isBook ? ticker : venue.getKey())));
                OracleListing.Values values = venue.getValue();
                assertMember(row, "base_volume", values.baseVolume());
                assertMember(row, "target_volume", values.quoteVolume());
                assertMember(
                        row,
                        "last_price",
                        values.close()
                                .or(() -> Objects.requireNonNull(markets.get(market.getKey()))
                                        .close())
                                .orElseThrow());
                assertThat(row.has("high")).isEqualTo(values.high().isPresent());
                values.high().ifPresent(high -> assertMember(row, "high", high));
                values.low().ifPresent(low -> assertMember(row, "low", low));
                pools += isBook ? 0 : 1;
            }
        }
        assertThat(pools).isGreaterThan(10);
    }

    @Test
    void theLiquidityOfABookIsItsValueInDollarsAndNeverZeroForWhatHasNone() {
        int priced = 0;
        for (JsonNode row : file(coinGecko, "tickers")) {
            if (!row.get("ticker_id").equals(row.get("pool_id"))) {
                // The golden set has no pools' reserves.
                assertThat(row.get("liquidity_in_usd").isNull()).isTrue();
                continue;
            }
            TradePair pair = pair(row.get("ticker_id").asText());
            Optional<OrderBookSummary> book = book(pair);
            Optional<BigDecimal> expected = book.flatMap(ListingGoldenIT::dollars);
            if (expected.isPresent()) {
                assertMember(row, "liquidity_in_usd", expected.get());
                priced++;
            } else if (book.isEmpty()) {
                assertThat(row.get("liquidity_in_usd").isNull()).isTrue();
            }
        }
        assertThat(priced).isGreaterThan(10);
    }

    /** Both sums of a book are in its counter. */
    private static Optional<BigDecimal> dollars(OrderBookSummary book) {
        return ORACLE.dollars(book.pair().counter(), USDC)
                .map(rate -> book.bidVolume().add(book.askVolume()).multiply(rate));
    }

    @Test
    void assetsAreNamedAsInThePairs() {
        JsonNode assets = file(coinMarketCap, "assets");
        assertThat(assets.has("XLM")).isTrue();
        assertThat(assets.at("/XLM/unified_cryptoasset_id").asText()).isEqualTo("512");
        assertThat(assets.has("USDC")).isTrue();
        file(coinMarketCap, "summary").forEach(row -> {
            assertThat(assets.has(row.get("base_currency").asText())).isTrue();
            assertThat(assets.has(row.get("quote_currency").asText())).isTrue();
        });
    }

    @Test
    void theVwapOfAnyWindowIsTheKnownOneInEitherDirection() {
        var vwaps = new MarketVwaps();
        for (JsonNode known : Golden.read("vwap")) {
            var pair = new TradePair(
                    Golden.asset(known.get("base").asText()),
                    Golden.asset(known.get("counter").asText()));
            Instant from = Instant.parse(known.get("from").asText());
            Instant to = Instant.parse(known.get("to").asText());
            WindowedMarket found = database.database().snapshot(tx -> vwaps.over(tx, pair, from, to));
            WindowedMarket turned = database.database().snapshot(tx -> vwaps.over(tx, pair.turned(), from, to));

            assertThat(found.vwap().isPresent()).isEqualTo(!known.get("vwap").isNull());
            found.vwap()
                    .filter(vwap -> vwap.counterVolume().signum() > 0)
                    .ifPresent(vwap -> assertThat(turned.vwap()).contains(vwap.inverse()));
            found.vwap()
                    .map(vwap -> vwap.decimal(PRECISION))
                    .ifPresent(vwap -> assertValue(
                            known.toString(),
                            vwap,
                            new BigDecimal(known.get("vwap").asText())));
            assertThat(found.traded().map(MarketStats::tradeCount).orElse(0L))
                    .isEqualTo(known.get("trade_count").asLong());
        }
    }

    private static JsonNode file(Map<String, JsonNode> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static void assertMember(JsonNode row, String member, BigDecimal expected) {
        assertValue(row + " " + member, new BigDecimal(row.get(member).asText()), expected);
    }

    private static String symbol(Asset asset) {
        boolean bare = asset.equals(USDC) || asset.equals(BTC) || asset.equals(NativeAsset.XLM);
        return bare ? asset.code() : asset.code() + ":" + asset.issuer();
    }

    private static String address(Asset asset) {
        return asset.equals(NativeAsset.XLM) ? "native" : asset.code() + ":" + asset.issuer();
    }

    private static String explicit(Asset asset) {
        return asset.equals(NativeAsset.XLM) ? "XLM" : asset.code() + "-" + asset.issuer();
    }

    private static TradePair pair(String ticker) {
        String[] assets = ticker.split("_", -1);
        return new TradePair(Asset.parse(assets[0]), Asset.parse(assets[1]));
    }
}
